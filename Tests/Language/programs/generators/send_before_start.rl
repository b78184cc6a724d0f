def g():
  got = yield 1
  print("got", got)


x = g()
try:
  x.send(5)
except TypeError as error:
  print(error)
print(next(x))
try:
  x.send("hello")
except StopIteration as error:
  print(repr(error), error.value)
