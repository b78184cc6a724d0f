class T:
  def __init__(self, name, truth):
    self.name, self.truth = name, truth

  def __bool__(self):
    print("bool", self.name, end="; ")
    return self.truth

  def __repr__(self):
    return self.name


a, b, c = T("a", True), T("b", False), T("c", True)
print(a and b or c)
print(a or b and c)
if a and b or c:
  print("if")
if not a or (b or c):
  print("if 2")
while b or not a:
  pass
print(b and a, not b, a if b and c else c)
