class N:
  def __int__(self):
    return 7

  def __float__(self):
    return 2.5

  def __round__(self, n=None):
    return ("round", n)

  def __trunc__(self):
    return 9

  def __floor__(self):
    return "floor"

  def __ceil__(self):
    return "ceil"

  def __abs__(self):
    return "abs"

  def __divmod__(self, o):
    return ("divmod", o)

  def __rdivmod__(self, o):
    return ("rdivmod", o)


import math

n = N()
print(int(n), float(n), round(n), round(n, 2), math.floor(n), math.ceil(n), math.trunc(n), abs(n))
print(divmod(n, 3), divmod(3, n), "%d %.1f" % (n, n), math.sqrt(n) == 2.5**0.5)
