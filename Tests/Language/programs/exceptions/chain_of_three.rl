def fail():
  try:
    try:
      raise KeyError("a")
    except KeyError:
      raise ValueError("b")
  except ValueError:
    raise TypeError("c")


try:
  fail()
except TypeError as error:
  while error:
    print(repr(error))
    error = error.__context__
