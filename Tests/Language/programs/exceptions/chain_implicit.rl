try:
  try:
    1 / 0
  except ZeroDivisionError:
    [][1]
except IndexError as error:
  print(repr(error.__context__), error.__cause__, error.__suppress_context__)
