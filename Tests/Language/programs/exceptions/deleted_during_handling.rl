def f():
  try:
    raise ValueError("v")
  except ValueError as error:
    del error
  try:
    error
  except UnboundLocalError:
    print("unbound")
  try:
    raise KeyError("k")
  except KeyError as error:
    error = "rebound"
    print(error)


f()
