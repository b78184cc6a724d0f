class A:
  def __radd__(self, o):
    return ("radd", o)


class B:
  pass


print([1] + A(), "s" + A(), (1,) + A())
for f in (lambda: [1] + B(), lambda: "s" + B(), lambda: (1,) + B(), lambda: b"b" + B(), lambda: B() + [1]):
  try:
    f()
  except TypeError as error:
    print(error)
