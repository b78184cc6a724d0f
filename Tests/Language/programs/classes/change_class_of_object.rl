class Caterpillar:
  def move(self):
    return "crawl"


class Butterfly:
  def move(self):
    return "fly " + self.name


c = Caterpillar()
c.name = "Flo"
print(c.move())
c.__class__ = Butterfly
print(c.move(), type(c).__name__, isinstance(c, Caterpillar))
try:
  c.__class__ = 5
except TypeError as error:
  print(error)
