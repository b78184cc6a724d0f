class A:
  def f(self):
    return super().missing


def loose():
  return super()


for f in (lambda: A().f(), loose, lambda: super(int, "a"), lambda: super(1, 2)):
  try:
    f()
  except (AttributeError, RuntimeError, TypeError) as error:
    print(type(error).__name__, error)
