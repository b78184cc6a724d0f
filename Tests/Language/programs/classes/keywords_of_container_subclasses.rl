class Labelled(list):
  def __new__(cls, items=(), label=None):
    self = super().__new__(cls)
    self.label = label
    return self


class Point(tuple):
  def __init__(self, values, name=None):
    self.name = name


class Tagged(dict):
  def __init__(self, tag, **items):
    super().__init__(items)
    self.tag = tag


l = Labelled([1, 2], label="x")
print(l, l.label, Point([1, 2], name="p"), Point([1, 2], name="p").name, Tagged("t", a=1), Tagged("t").tag)
try:
  list(sequence=[1])
except TypeError as error:
  print(error)
