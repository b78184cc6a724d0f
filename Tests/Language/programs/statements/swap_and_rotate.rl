a, b, c = 1, 2, 3
a, b = b, a
print(a, b, c)
a, b, c = c, a, b
print(a, b, c)
l = [0, 1, 2]
l[0], l[2] = l[2], l[0]
print(l)
i = 1
i, l[i] = 2, "x"
print(i, l)
x, y = 0, 1
for _ in range(10):
  x, y = y, x + y
print(x, y)
