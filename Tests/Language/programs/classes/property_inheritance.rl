class A:
  @property
  def name(self):
    return "A"


class B(A):
  @property
  def name(self):
    return "B<" + super().name + ">"


class C(A):
  @A.name.setter
  def name(self, value):
    self.other = value


c = C()
c.name = "new"
print(B().name, c.name, c.other)
try:
  A().name = 1
except AttributeError as error:
  print(error)
