error = ValueError("shared")
for _ in range(2):
  try:
    raise error
  except ValueError as e:
    print(e is error, e.__context__)


def f():
  try:
    raise error
  finally:
    print("finally")


try:
  f()
except ValueError as e:
  print("caught", e)
