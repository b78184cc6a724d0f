class Traced:
  def __init__(self):
    self.value = 42

  def __getattribute__(self, name):
    if name.startswith("__"):
      return super().__getattribute__(name)
    print("get", name)
    if name == "magic":
      return "*"
    return object.__getattribute__(self, name)

  def method(self):
    return self.value


t = Traced()
print(t.value, t.magic, t.method())
try:
  t.missing
except AttributeError as error:
  print(error)
