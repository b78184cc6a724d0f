try:
  try:
    raise ValueError("one")
  except ValueError as e:
    e.missing
except AttributeError as error:
  print(error, "|", repr(error.__context__))
try:
  try:
    pass
  finally:
    undefined
except NameError as error:
  print(error, error.__context__)
