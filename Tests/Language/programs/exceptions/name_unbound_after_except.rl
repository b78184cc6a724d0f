e = "before"
try:
  raise ValueError("x")
except ValueError as e:
  print(e)
try:
  e
except NameError as error:
  print(error)


def f():
  try:
    1 / 0
  except ZeroDivisionError as err:
    pass
  return err


try:
  f()
except UnboundLocalError as error:
  print(error)
