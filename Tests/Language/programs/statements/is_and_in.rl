a = [1]
b = a
print(a is b, a is not b, a is [1], None is None, (x := 5) is x, "a" in "abc", "" in "abc", "d" not in "abc", 1 in {1: 2}, 2 in {1: 2}.values())
print((1, 2) in [(1, 2)], [1] in [[1]], (n := float("nan")) in [n], 1.0 in {1}, True in [1])
for probe in (lambda: 1 in 5, lambda: 1 in "a", lambda: [] in {1}, lambda: 300 in b"a"):
  try:
    print(probe())
  except (TypeError, ValueError) as error:
    print(type(error).__name__, error)
