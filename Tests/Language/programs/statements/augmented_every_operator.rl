x = 17
x += 3
x -= 1
x *= 2
x //= 3
x %= 10
x **= 3
x <<= 2
x >>= 1
x |= 8
x &= 12
x ^= 5
print(x)
x /= 4
print(x)
s = "a"
s += "b"
s *= 3
l = m = [1]
l += (2, 3)
l *= 2
print(s, l, l is m)
t = u = (1,)
t += (2,)
print(t, u)
d = e = {"a": 1}
d |= {"b": 2}
st = su = {1}
st |= {2}
st -= {1}
print(d, d is e, st, st is su)
