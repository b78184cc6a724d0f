class O: pass
o = O(); o.n = 1; o.l = [1]
o.n += 4; o.n *= 2; o.l += [2]
print(o.n, o.l)
d = {"k": 1}
d["k"] += 1; d["k"] <<= 3
print(d)
l = [1, 2, 3]
l[0] -= 5; l[-1] **= 2; l[1:2] += [9]
print(l)
s = "a"; s += "b"; s *= 2
print(s)
t = (1,); t += (2,)
print(t)
def idx():
    print("idx once")
    return 0
l[idx()] += 1
print(l)
f = 1.5; f //= 1; f /= 4
print(f)
