a = list(range(10))
a[2:5] = "xy"
print(a)
a[:0] = [-1]
a[len(a):] = ["end"]
print(a)
a[1:1] = range(3)
print(a)
a[::2] = [0] * len(a[::2])
print(a)
a[::-1] = a[:]
print(a)
a[:] = []
print(a)
b = [1, 2, 3]
b[1:2] = b
print(b)
