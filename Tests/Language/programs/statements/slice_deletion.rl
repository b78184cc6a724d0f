a = list(range(10))
del a[1]
del a[-1]
print(a)
del a[1:3]
print(a)
del a[::2]
print(a)
del a[5:]
del a[:1]
print(a)
del a[:]
print(a)
try:
  del a[0]
except IndexError as error:
  print(error)
try:
  del (1, 2)[0]
except TypeError as error:
  print(error)
