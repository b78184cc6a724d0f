class Once:
  def __init__(self, truth):
    self.truth = truth
    self.asked = 0

  def __bool__(self):
    self.asked += 1
    return self.truth


for first in (True, False):
  for second in (True, False):
    a, b, c = Once(first), Once(second), Once(True)
    r = a and b or c
    s = (a or b) and c
    t = not (a and b) or (b and c)
    print(first, second, a.asked, b.asked, c.asked, r is a, r is b, r is c, s is c, t in (True, c))
