try:
  try:
    int("x")
  except ValueError as error:
    raise RuntimeError("wrapped") from error
except RuntimeError as error:
  print(repr(error.__cause__), error.__cause__ is error.__context__, error.__suppress_context__)
try:
  try:
    int("x")
  except ValueError:
    raise RuntimeError("hidden") from None
except RuntimeError as error:
  print(error.__cause__, repr(error.__context__), error.__suppress_context__)
