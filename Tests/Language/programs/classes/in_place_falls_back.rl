class Num:
  def __init__(self, v):
    self.v = v

  def __add__(self, o):
    print("add")
    return Num(self.v + o)

  def __isub__(self, o):
    return NotImplemented

  def __sub__(self, o):
    print("sub")
    return Num(self.v - o)


n = m = Num(1)
n += 5
print(n.v, m.v, n is m)
n -= 2
print(n.v)
try:
  n *= 2
except TypeError as error:
  print(error)
