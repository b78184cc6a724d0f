def classify(value):
  try:
    return [10, 20][int(value)]
  except (ValueError, TypeError) as error:
    return "bad value", type(error).__name__
  except LookupError:
    return "bad index"


print(classify("1"), classify("x"), classify(None), classify(5))
errors = (KeyError, IndexError)
try:
  {}["k"]
except errors as error:
  print(repr(error))
