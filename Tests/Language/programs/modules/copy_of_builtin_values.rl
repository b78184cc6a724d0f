import copy

for value in (None, 1, "a", (1, 2), frozenset([1]), range(3), print, int):
    print(copy.copy(value) is value or copy.copy(value) == value, copy.deepcopy(value) == value)
print(copy.copy({1, 2}), copy.copy(ValueError("x")).args, copy.replace if hasattr(copy, "replace") else "no replace")
