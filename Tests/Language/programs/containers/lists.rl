a = [3, 1, 2]
a.append(4); a.extend([5, 6]); a.insert(0, 9)
print(a, len(a), a[0], a[-1], a[1:3], a[::2], a[::-1], a[10:], a[-2:])
a[1:3] = ["x", "y", "z"]
print(a)
del a[0], a[-1]
print(a, a.pop(), a.pop(0), a)
a[::2] = [0] * len(a[::2])
print(a, [1, 2] + [3], [1] * 3, 2 * [0, 1], [1, 2] == [1, 2], [[]] * 2)
b = a
b += [7]
print(a is b, a, a.index(7), a.count(0), 7 in a)
a.sort(key=str); a.reverse()
print(a, sorted([3, 1, 2], reverse=True), list("abc"), list(range(0, 10, 3)))
m = [[0] * 2 for _ in range(2)]
m[0][1] = 5
print(m)
c = [1]; c.append(c); print(c)
del a[:]
print(a)
