def f():
  try:
    raise ValueError("original")
  except ValueError:
    print("logging")
    raise


try:
  f()
except ValueError as error:
  print("again", error, error.__context__)
try:
  raise
except RuntimeError as error:
  print(error)
