try:
  try:
    raise KeyError("first")
  finally:
    raise ValueError("second")
except ValueError as error:
  print(repr(error), repr(error.__context__))
