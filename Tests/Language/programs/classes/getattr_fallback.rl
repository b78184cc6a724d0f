class Lazy:
  existing = "class"

  def __init__(self):
    self.own = 1

  def __getattr__(self, name):
    if name.startswith("x"):
      return name.upper()
    raise AttributeError(f"no {name} here")


o = Lazy()
print(o.own, o.existing, o.xyz, getattr(o, "xa"), getattr(o, "q", "default"), hasattr(o, "x1"), hasattr(o, "y"))
try:
  o.nothing
except AttributeError as error:
  print(error)
