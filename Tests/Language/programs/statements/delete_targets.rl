class C:
  pass


c = C()
c.a, c.b = 1, 2
d = {"k": 1, "l": 2}
x = y = z = 0
l = [1, 2, 3]
del c.a, d["k"], x, (y, [z]), l[0]
print(vars(c), d, l)
for name in ("x", "y", "z"):
  print(name in globals(), end=" ")
try:
  del x
except NameError as error:
  print(error)
try:
  del c.a
except AttributeError as error:
  print(error)
try:
  del d["zz"]
except KeyError as error:
  print(repr(error))
