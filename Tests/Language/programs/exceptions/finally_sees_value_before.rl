def f():
  x = 1
  try:
    return x
  finally:
    x = 2
    print("x is", x)


def g():
  items = [1]
  try:
    return items
  finally:
    items.append(2)


print(f(), g())
