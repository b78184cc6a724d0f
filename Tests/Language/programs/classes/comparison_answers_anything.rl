class Column:
  def __init__(self, values):
    self.values = values

  def __eq__(self, o):
    return [v == o for v in self.values]

  def __lt__(self, o):
    return [v < o for v in self.values]


c = Column([1, 2, 3])
print(c == 2, c < 3, 3 > c)
print(c != 2)
