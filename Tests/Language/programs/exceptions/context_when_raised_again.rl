first = ValueError("first")
try:
  raise first
except ValueError:
  pass
try:
  1 / 0
except ZeroDivisionError:
  try:
    raise first
  except ValueError as error:
    print(repr(error.__context__))
try:
  try:
    raise first
  except ValueError as e:
    raise e
except ValueError as e:
  print(e is first, repr(e.__context__))
