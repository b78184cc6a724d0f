class It:
  def __init__(self):
    self.n = 0

  def __iter__(self):
    return self

  def __next__(self):
    self.n += 1
    if self.n > 3:
      raise StopIteration("value of It")
    return self.n

  def throw(self, *args):
    print("throw", args[0])
    return "thrown"

  def close(self):
    print("closed")


def g():
  result = yield from It()
  print(result)


print(list(g()))
x = g()
next(x)
print(x.throw(ValueError))
x.close()
try:
  y = g()
  next(y)
  y.send(5)
except AttributeError as error:
  print(error)
