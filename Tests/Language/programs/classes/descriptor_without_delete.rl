class OnlySet:
  def __set__(self, instance, value):
    instance.kept = value


class OnlyDelete:
  def __delete__(self, instance):
    print("gone")


class C:
  a = OnlySet()
  b = OnlyDelete()


c = C()
c.a = 1
print(c.kept, type(c.a).__name__)
del c.b
for action in (lambda: delattr(c, "a"), lambda: setattr(c, "b", 1)):
  try:
    action()
  except AttributeError as error:
    print(error)
