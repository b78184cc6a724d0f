class A:
  pass


a = A()
try:
  a.missing
except AttributeError as error:
  print(error.name, error.obj is a, error.args)
error = AttributeError("custom", name="n", obj=3)
print(error.name, error.obj, error)
