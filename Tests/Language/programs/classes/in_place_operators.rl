class Log:
  def __init__(self):
    self.log = []

  def __iadd__(self, o):
    self.log.append(("+=", o))
    return self

  def __isub__(self, o):
    self.log.append(("-=", o))
    return self

  def __imul__(self, o):
    self.log.append(("*=", o))
    return self

  def __itruediv__(self, o):
    return "replaced"

  def __ipow__(self, o):
    self.log.append(("**=", o))
    return self

  def __ior__(self, o):
    self.log.append(("|=", o))
    return self

  def __imatmul__(self, o):
    self.log.append(("@=", o))
    return self


x = y = Log()
x += 1
x -= 2
x *= 3
x **= 4
x |= 5
x @= 6
print(x is y, y.log)
x /= 2
print(x)
