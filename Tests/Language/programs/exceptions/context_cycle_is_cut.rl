a, b = ValueError("a"), KeyError("b")
try:
  try:
    raise a
  except ValueError:
    raise b
except KeyError:
  try:
    raise a
  except ValueError as error:
    print(repr(error.__context__), error.__context__.__context__)
