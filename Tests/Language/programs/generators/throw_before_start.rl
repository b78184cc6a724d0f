def g():
  print("never runs")
  yield 1


x = g()
try:
  x.throw(ValueError("early"))
except ValueError as error:
  print(error)
print(list(x))
try:
  x.throw(ValueError("again"))
except ValueError as error:
  print(error)
for bad in (5, "x", int):
  try:
    g().throw(bad)
  except TypeError as error:
    print(error)
