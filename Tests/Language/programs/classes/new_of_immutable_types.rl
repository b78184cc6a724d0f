class Celsius(float):
  def __new__(cls, value, unit="C"):
    self = super().__new__(cls, value)
    self.unit = unit
    return self

  def __repr__(self):
    return f"{float(self)}°{self.unit}"


class Upper(str):
  def __new__(cls, text):
    return super().__new__(cls, text.upper())


class Pair(tuple):
  def __new__(cls, a, b):
    return tuple.__new__(cls, (a, b))

  @property
  def first(self):
    return self[0]


c = Celsius(21.5)
print(c, c + 1, type(c + 1).__name__, c.unit, c > 20)
print(Upper("abc"), Upper("x") + "y", isinstance(Upper("a"), str), Pair(1, 2), Pair(3, 4).first, len(Pair(1, 2)))
