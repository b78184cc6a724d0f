def g():
  yield 1
  raise KeyError("inside")


for x in g():
  print(x)
