class CountCalls:
  def __init__(self, f):
    self.f = f
    self.calls = 0

  def __call__(self, *args):
    self.calls += 1
    return self.f(*args)

  def __get__(self, instance, owner):
    return lambda *args: self(instance, *args)


@CountCalls
def add(a, b):
  return a + b


class A:
  @CountCalls
  def me(self, x):
    return type(self).__name__, x


print(add(1, 2), add(3, 4), add.calls, A().me(5))
