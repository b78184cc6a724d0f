def g():
  try:
    yield 1
    yield 2
  except GeneratorExit:
    print("closing")
    raise
  finally:
    print("cleanup")


x = g()
next(x)
x.close()
x.close()
print(list(x), next(x, "end"))
y = g()
y.close()
print("never started", next(y, "end"))
