words = ["banana", "Apple", "cherry", "apple"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True))
data = [("b", 2), ("a", 2), ("c", 1)]
print(sorted(data, key=lambda p: p[1]), sorted(data, key=lambda p: (-p[1], p[0])))
l = [3, 1, 2]; print(l.sort(), l, sorted((3, 1, 2)), sorted({3, 1}), sorted("hello"))
print(sorted([1.5, 1, True, 0]), min("b", "a"), max([[1, 2], [1, 3]]), max({"a": 1, "b": 2}, key=lambda k: k))
try: sorted([1, "a"])
except TypeError as e: print(e)
print(sorted(range(5), key=lambda x: x % 2), list(reversed(sorted([2, 1]))))
