class Factory:
  count = 0

  @staticmethod
  def helper(x):
    return x * 2

  @classmethod
  def make(cls, *args):
    cls.count += 1
    return cls(), args

  @classmethod
  def name(cls):
    return cls.__name__


class Sub(Factory):
  pass


print(Factory.helper(4), Factory().helper(5), Factory.name(), Sub.name(), Sub().name())
made, args = Sub.make(1, 2)
print(type(made).__name__, args, Factory.count, Sub.count)
print(Factory.make.__func__.__name__, Factory.make.__self__ is Factory)
