class Scope:
  def __init__(self, name, swallow=False):
    self.name = name
    self.swallow = swallow

  def __enter__(self):
    print("enter", self.name)
    return self.name.upper()

  def __exit__(self, kind, value, traceback):
    print("exit", self.name, kind.__name__ if kind else None, value, traceback is None)
    return self.swallow


with Scope("a") as a, Scope("b", True) as b:
  print(a, b)
  raise ValueError("inside")
print("after")
with Scope("c", True):
  1 / 0
try:
  with Scope("d"):
    raise KeyError("k")
except KeyError as error:
  print("out", error)
