class Single:
  instance = None

  def __new__(cls, *args):
    if cls.instance is None:
      cls.instance = super().__new__(cls)
    return cls.instance

  def __init__(self, *args):
    self.args = args


a, b = Single(1), Single(2)
print(a is b, a.args)


class Other:
  def __new__(cls):
    return "not an Other"

  def __init__(self):
    print("never called")


print(Other())
