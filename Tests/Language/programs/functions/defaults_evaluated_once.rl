def append(x, to=[]):
  to.append(x)
  return to


print(append(1), append(2), append(3, []), append(4))
i = 5


def f(arg=i):
  return arg


i = 6
print(f(), f.__defaults__, append.__defaults__)
