a=[3,1,2]*10
def key(x):
    a.append(9); return x
try: a.sort(key=key)
except ValueError as e: print(e)
print(len(a))
class L:
    def __init__(s,v): s.v=v
    def __lt__(s,o):
        b.clear(); return s.v<o.v
b=[L(i) for i in (3,1,2)]
try: b.sort(); print([x.v for x in b])
except ValueError as e: print(e)
c=[3,2,1]
def k2(x):
    del c[:]; return x
try: c.sort(key=k2); print(c)
except ValueError as e: print(e)
import random
class R:
    def __lt__(s,o): return random.random()<0.5
x=[R() for _ in range(1000)]
x.sort(); print(len(x))
class T:
    def __lt__(s,o): return True
x=[T() for _ in range(100)]
x.sort(); print(len(set(map(id,x))))
print(len(sorted([float('nan')]*50+[1.0,2.0])))
