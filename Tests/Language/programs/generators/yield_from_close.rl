def inner(name):
  try:
    yield 1
  finally:
    print("closing", name)


def outer():
  try:
    yield from inner("inner")
  finally:
    print("closing outer")


g = outer()
next(g)
g.close()


def keeps():
  try:
    yield 1
  except GeneratorExit:
    print("swallowed")


def over():
  try:
    yield from keeps()
  except GeneratorExit:
    print("outer sees it")
    raise


o = over()
next(o)
o.close()
