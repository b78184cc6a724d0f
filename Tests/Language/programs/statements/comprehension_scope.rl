x = "outer"
print([x for x in range(3)], x)
y = 10
print([y + i for i in range(2)])


def f():
  funcs = [lambda: i for i in range(3)]
  return [g() for g in funcs]


print(f())


class C:
  n = 3
  items = [i for i in range(n)]


print(C.items)
try:

  class D:
    n = 3
    items = [i + n for i in range(2)]

except NameError as error:
  print(error)
