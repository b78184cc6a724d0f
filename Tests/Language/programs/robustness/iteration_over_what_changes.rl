a=[1,2,3]
for x in a:
    if len(a)<20: a.append(x)
print(len(a))
a=[1,2,3,4,5]
for x in a: a.remove(x)
print(a)
d={1:1}
try:
    for k in d: d[k+1]=1
except RuntimeError as e: print(e)
try:
    for k in d: del d[k]
except RuntimeError as e: print(e)
s={1,2,3}
try:
    for x in s: s.add(x+10)
except RuntimeError as e: print(e)
import collections
q=collections.deque([1,2,3])
try:
    for x in q: q.append(x)
except RuntimeError as e: print(e)
a=[1,2,3]
it=iter(a); next(it); a.clear(); print(list(it)); a.extend([1,2,3]); print(list(it))
a=list(range(10)); r=reversed(a); next(r); a.clear(); print(list(r))
a=[]
def g():
    for i in range(100):
        a.append(i); yield i
a.extend(g()); print(len(a))
a=[1,2,3]
a.extend(a); print(a)
a[1:2]=a; print(a)
a=[1,2,3]
a[:]=(x for x in a); print(a)
a+=a; print(a)
a=[1,2]
a.extend(iter(a)) if False else None
def g2():
    yield 1
    b.clear()
    yield 2
b=[5]*5
b[1:3]=g2(); print(b)
b=[5]*5
b+=g2(); print(b)
x=[1,2,3]
print([x.pop() for _ in x], x)
for f in (sum, min, max, list, tuple, set, sorted):
    z=[1,2,3,4]
    def g3():
        for v in z:
            z.pop(); yield v
    print(f(g3()))
print(''.join(str(q) for q in (lambda l: (l.pop() for _ in l))([1,2,3])))
z=['a','b','c']
class J:
    def __iter__(s):
        z.clear(); return iter(['x'])
print('-'.join(J()))
m=[1,2,3,4]
print(list(map(lambda v: m.pop(), m)), list(filter(lambda v: m.append(1) if len(m)<9 else True, m)))
print(list(zip(m, (m.pop() for _ in range(3)))))
