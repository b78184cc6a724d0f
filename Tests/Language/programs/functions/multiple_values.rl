def f(a, b):
  pass


class C:
  def m(self, x):
    pass


for call in (lambda: f(1, a=2), lambda: f(*[1], **{"a": 1}), lambda: C().m(1, x=2), lambda: f(1, 2, b=3)):
  try:
    call()
  except TypeError as error:
    print(error)
