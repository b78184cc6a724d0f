class Bag:
  def __init__(self, **kwargs):
    self.__dict__.update(kwargs)


b = Bag(x=1, y=2)
print(b.x, b.y, b.__dict__)
b.__dict__["z"] = 3
print(b.z, vars(b) is b.__dict__)
d = b.__dict__
b.w = 4
del b.x
print(d, hasattr(b, "x"))
d.clear()
print(hasattr(b, "y"), vars(b))
b.__dict__ = {"fresh": True}
print(b.fresh)
