def g():
  for i in range(4):
    print("yield", i)
    yield i


a, *b = g()
print(a, b)
try:
  a, b = g()
except ValueError as error:
  print(error)
