x = 1


def set_it():
  global x, y
  x = 2
  y = "new"


def shadow():
  x = 100
  return x


set_it()
print(x, y, shadow(), x)


def delete_it():
  global y
  del y


delete_it()
print("y" in globals())
