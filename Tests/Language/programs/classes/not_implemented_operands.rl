class A:
  def __add__(self, o):
    print("A.__add__")
    return NotImplemented


class B:
  def __radd__(self, o):
    print("B.__radd__")
    return "B answered"


print(A() + B())
for expression in (lambda: A() + 1, lambda: 1 + A(), lambda: A() - A(), lambda: A() ** 2, lambda: A() @ 1):
  try:
    expression()
  except TypeError as error:
    print(error)
