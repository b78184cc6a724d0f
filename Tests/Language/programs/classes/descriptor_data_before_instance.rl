class Data:
  def __get__(self, instance, owner):
    return "descriptor"

  def __set__(self, instance, value):
    print("set", value)

  def __delete__(self, instance):
    print("delete")


class C:
  d = Data()


c = C()
c.__dict__["d"] = "instance"
print(c.d)
c.d = 5
del c.d
print(c.__dict__)
