class A:
  @classmethod
  @property
  def name(cls):
    return "class " + cls.__name__


class B(A):
  pass


print(A.name, B.name, B().name)
