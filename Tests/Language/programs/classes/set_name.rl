class Field:
  def __set_name__(self, owner, name):
    print("named", owner.__name__, name)
    self.name = name

  def __get__(self, instance, owner):
    if instance is None:
      return self
    return instance.__dict__.get(self.name, "unset")

  def __set__(self, instance, value):
    instance.__dict__[self.name] = value


class Model:
  a = Field()
  b = Field()


m = Model()
m.a = 5
print(m.a, m.b, Model.a.name, vars(m))
