class Grid:
  def __init__(self):
    self.cells = {}

  def __getitem__(self, key):
    print("get", key)
    return self.cells.get(key, 0)

  def __setitem__(self, key, value):
    print("set", key, value)
    self.cells[key] = value

  def __delitem__(self, key):
    print("del", key)
    del self.cells[key]

  def __contains__(self, key):
    return key in self.cells

  def __len__(self):
    return len(self.cells)


g = Grid()
g[1, 2] = 5
g[1, 2] += 1
print(g[1, 2], (1, 2) in g, (0, 0) not in g, len(g))
print(g[1:2], g[::3], g[1:2, ...])
del g[1, 2]
print(len(g))
