try:
  try:
    raise ValueError("outer")
  except ValueError:
    try:
      raise KeyError("inner")
    except KeyError:
      pass
    raise
except ValueError as error:
  print(repr(error), error.__context__)


def helper():
  raise


try:
  try:
    1 / 0
  except ZeroDivisionError:
    helper()
except ZeroDivisionError as error:
  print("helper raised it again:", error)
