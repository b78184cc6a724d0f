class Key:
  def __init__(self, name):
    self.name = name

  def __hash__(self):
    print("hash", self.name)
    return hash(self.name)

  def __eq__(self, other):
    print("eq", self.name, other.name)
    return self.name == other.name


d = {Key("a"): 1}
print(d[Key("a")])
d[Key("a")] = 2
print(len(d), hash(Key("b")) == hash("b"))
