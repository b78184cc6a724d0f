def f():
  print(x)
  x = 1


def g():
  if False:
    y = 1
  return y


def h():
  z = 1
  del z
  return z


def aug():
  count += 1


def loop():
  for k in []:
    pass
  return k


count = 0
for fn in (f, g, h, aug, loop):
  try:
    fn()
  except UnboundLocalError as error:
    print(error)
