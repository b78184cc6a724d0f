for thing in (ValueError, ValueError("x"), KeyError("k", 2)):
  try:
    raise thing
  except Exception as error:
    print(repr(error), error.args)
for thing in (5, "text", int, None):
  try:
    raise thing
  except TypeError as error:
    print(error)
