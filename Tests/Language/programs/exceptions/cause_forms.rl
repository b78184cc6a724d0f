try:
  raise ValueError("v") from KeyError
except ValueError as error:
  print(repr(error.__cause__), error.__suppress_context__)
for cause in (5, int):
  try:
    raise ValueError from cause
  except TypeError as error:
    print(error)
error = ValueError()
error.__cause__ = KeyError("set")
print(repr(error.__cause__), error.__suppress_context__)
try:
  error.__cause__ = 5
except TypeError as e:
  print(e)
