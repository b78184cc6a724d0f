d = {"a": 1}
for key in ("missing", 5, (1, 2), None, "with 'quote'"):
  try:
    d[key]
  except KeyError as error:
    print(error, error.args, repr(error))
