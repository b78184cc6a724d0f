try:
  raise ValueError("x")
except ValueError as error:
  kept = error
print(kept.__traceback__ is not None, kept.with_traceback(None) is kept, kept.__traceback__)
try:
  kept.with_traceback(5)
except TypeError as error:
  print(error)
