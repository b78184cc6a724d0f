class Own(Exception):
  pass


for make in (lambda: ValueError(a=1), lambda: Own("x", key=1), lambda: Exception(name=2)):
  try:
    make()
  except TypeError as error:
    print(error)
error = ImportError("msg", name="mod", path="/p")
print(error.name, error.path, error.msg, NameError("n", name="x").name)
