class Meta:
  pass


for base in (bool, type(None), range, slice, type(len)):
  try:
    type("X", (base,), {})
  except TypeError as error:
    print(error)
try:

  class Y(5):
    pass

except TypeError as error:
  print("TypeError")
