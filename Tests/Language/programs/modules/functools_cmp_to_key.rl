from functools import cmp_to_key

print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), sorted(["bb", "a"], key=cmp_to_key(lambda a, b: len(a) - len(b))))
key = cmp_to_key(lambda a, b: a - b)
print(key(1) < key(2), key(1) == key(1), key(3) > key(2), key(1) >= key(2))
