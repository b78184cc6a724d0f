def f(x):
  try:
    y = 10 / x
  except ZeroDivisionError:
    print("except")
  else:
    print("else", y)
    return "returned from else"
  finally:
    print("finally")
  return "end"


print(f(2), f(0))
try:
  try:
    pass
  except ValueError:
    print("not here")
  else:
    raise ValueError("from else")
except ValueError as error:
  print("outer", error)
