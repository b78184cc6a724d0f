a = list(range(6))
a[1:3] = "xyz"
print(a)
a[::2] = [0, 0, 0, 0]
print(a)
del a[1::2]
print(a)
a[5:2] = [9]
print(a)
a[::-1] = a[:]
print(a)
try:
    a[::2] = [1]
except ValueError as error:
    print(error)
a[0:1] = 5
