class Port(int):
  def __repr__(self):
    return f"Port({int(self)})"

  def next(self):
    return Port(self + 1)


p = Port(80)
print(p, repr(p.next()), p + 1, type(p + 1).__name__, p == 80, p < 100, hash(p) == hash(80))
print([10, 20][Port(1)], {80: "http"}[p], f"{p:05d}", "%d" % p, isinstance(p, int), bool(Port(0)), -p, abs(Port(-3)))
print(sum([Port(1), Port(2)]), max(Port(5), 3), p // 7, p % 7, p**2, p / 2, 2 - p, p & 15, ~p, divmod(p, 9))
print(type(int(p)).__name__, range(Port(3)), "ab" * Port(2), Port("12") + 0, Port(2**70) + 1)
