class Money:
  def __init__(self, n):
    self.n = n

  def __eq__(self, o):
    if not isinstance(o, Money):
      return NotImplemented
    return self.n == o.n

  def __hash__(self):
    return hash(self.n)


a, b = Money(5), Money(5)
print(a == b, a is b, a != b, a == 5, a != 5, [a] == [b], a in [b], [b].index(a), {a: 1}[b], len({a, b}))
print((a, 1) == (b, 1), {"k": a} == {"k": b}, [Money(1), a].count(b))
