counter = 0


def bump(by=1):
  global counter
  counter += by
  return counter


def make():
  global made

  def made():
    return "made globally"


bump()
bump(5)
make()
print(counter, made())


def outer():
  counter = "local"

  def inner():
    global counter
    counter = 100

  inner()
  return counter


print(outer(), counter)
