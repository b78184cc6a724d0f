class Squares:
  def __getitem__(self, i):
    if i >= 5:
      raise IndexError(i)
    return i * i


s = Squares()
print(list(s), 9 in s, 7 in s, sum(s), [*s], max(s))
a, b, *rest = s
print(a, b, rest)
print(list(zip(s, "abc")), dict(enumerate(s)))
