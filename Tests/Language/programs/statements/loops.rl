for i in range(3): print(i, end=",")
else: print("else")
for i in range(5):
    if i == 1: continue
    if i == 3: break
    print(i)
else: print("not printed")
n = 0
while n < 3: n += 1
else: print("while else", n)
while True:
    n += 1
    if n > 5: break
print(n)
for i in range(10, 0, -3): print(i, end=" ")
print()
for x in []: pass
else: print("empty")
for i in range(2):
    for j in range(2):
        if j: break
        print(i, j)
l = [1, 2, 3]
for x in l:
    if x < 3: l.append(x + 10)
print(l)
for i in range(3): pass
print(i)
for a, b in [(1, 2)]: print(a + b)
for d["k"] in [1, 2] if (d := {}) is not None else []: pass
print(d)
