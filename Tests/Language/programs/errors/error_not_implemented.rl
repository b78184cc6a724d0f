class Shape:
  def area(self):
    raise NotImplementedError("subclass must say")


Shape().area()
