class A:
  x = 1

  def method(self):
    pass


a = A()
for use in (lambda: a.y, lambda: A.z, lambda: a.method.q, lambda: (5).foo, lambda: None.bar, lambda: [].size, lambda: "".Upper):
  try:
    use()
  except AttributeError as error:
    print(error)
try:
  del a.x
except AttributeError as error:
  print(error)
