class Countdown:
  def __init__(self, n):
    self.n = n

  def __iter__(self):
    n = self.n
    while n:
      yield n
      n -= 1


class Iterator:
  def __init__(self):
    self.i = 0

  def __iter__(self):
    return self

  def __next__(self):
    self.i += 1
    if self.i > 3:
      raise StopIteration
    return self.i


print(list(Countdown(3)), tuple(Iterator()), 2 in Countdown(3), sorted(Countdown(4)))
it = Iterator()
print(next(it), list(it), next(it, "end"))
for x in Iterator():
  print(x, end=" ")
else:
  print("done")
