class Checked:
  def __setattr__(self, name, value):
    print("set", name, value)
    if name == "frozen":
      raise AttributeError("frozen")
    super().__setattr__(name, value)

  def __delattr__(self, name):
    print("del", name)
    object.__delattr__(self, name)


c = Checked()
c.a = 1
c.a += 1
setattr(c, "b", 3)
print(c.a, c.b, vars(c))
del c.a
delattr(c, "b")
print(c.__dict__)
try:
  c.frozen = 1
except AttributeError as error:
  print(error)
try:
  del c.never
except AttributeError as error:
  print(error)
