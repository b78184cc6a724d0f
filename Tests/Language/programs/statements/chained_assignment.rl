a = b = c = []
a.append(1)
print(b, c is a)
x, y = z = 1, 2
print(x, y, z)
i = 0
l = [10, 20]
i = l[i] = 1
print(i, l)
d = {}
d["a"] = d["b"] = [0]
print(d, d["a"] is d["b"])
