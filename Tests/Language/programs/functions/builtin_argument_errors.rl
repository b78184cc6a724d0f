calls = [
  lambda: len(), lambda: len(1, 2), lambda: len(x=1), lambda: abs("a"), lambda: ord("ab"), lambda: chr(-1), lambda: int("x"),
  lambda: int([]), lambda: float("y"), lambda: round("z"), lambda: sum(["a"]), lambda: max(), lambda: max([]), lambda: min(1, "a"),
  lambda: sorted(5), lambda: sorted([1], 2), lambda: range(), lambda: range(1.5), lambda: range(1, 2, 0), lambda: iter(5),
  lambda: next([]), lambda: zip(1), lambda: isinstance(1), lambda: getattr(1, 2), lambda: hash([]), lambda: divmod(1, 0), lambda: pow(2, "a"),
]
for call in calls:
  try:
    print(call())
  except Exception as error:
    print(type(error).__name__, error)
