class Counter:
  def __init__(self):
    self.n = 0

  def bump(self):
    self.n += 1
    return self.n


c = Counter()
state = vars(c)
for _ in range(5):
  c.bump()
state["n"] = 100
print(c.bump(), state)
state["bump"] = lambda: "own"
print(c.bump())
del c.bump
print(c.bump())
