def pick():
  print("evaluated")
  return ValueError


try:
  pass
except pick():
  pass
try:
  raise ValueError
except pick():
  print("caught")
try:
  try:
    raise ValueError("original")
  except 5:
    pass
except TypeError as error:
  print(error, repr(error.__context__))
