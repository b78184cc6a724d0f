"""A sort that cannot go on names the pair of values that it was comparing."""
for values in [[3, None, 1], [1, 2, "a", 3], ["b", "a", 1], [5, 4, 3, (), 2], [1, 2, 3, 0.5, [], 7]]:
    try:
        print(sorted(values))
    except TypeError as error:
        print(error)
print(sorted([3, 1, 2] * 9, reverse=True), sorted("hello world", key=lambda c: c != "o"))
print(sorted([(2, "a"), (1, "b"), (2, "b"), (1, "a")], key=lambda pair: pair[0], reverse=True))
