class Proxy:
  def __init__(self, target):
    object.__setattr__(self, "_target", target)

  def __getattr__(self, name):
    return getattr(self._target, name)

  def __setattr__(self, name, value):
    setattr(self._target, name, value)


class Real:
  def __init__(self):
    self.n = 1

  def hello(self):
    return "hello"


r = Real()
p = Proxy(r)
p.n = 5
print(p.hello(), r.n, p.n, p.__dict__ == {"_target": r})
try:
  p.unknown
except AttributeError as error:
  print(error)
