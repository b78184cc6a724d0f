class C:
  def __init__(self, v):
    self.v = v

  def __enter__(self):
    return self.v

  def __exit__(self, *a):
    pass


d = {}
l = [0]
with C((1, [2, 3])) as (a, [b, c]), C(5) as d["k"], C(6) as l[0]:
  print(a, b, c, d, l)
with (C(1) as x, C(2) as y):
  print(x, y)
with C(7):
  print("no target")
with (C(8)) as z:
  print(z)
