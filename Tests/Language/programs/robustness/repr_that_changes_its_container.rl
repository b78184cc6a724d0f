class R:
    def __repr__(self):
        a.clear(); return 'R'
a=[R(),R(),R()]
print(a)
class D:
    def __repr__(self):
        d.clear(); return 'D'
d={1:D(),2:D()}
print(d)
class S:
    def __repr__(self):
        s.clear(); return 'S'
s={S(),S(),S()}
print(s)
import collections
class Q:
    def __repr__(self):
        q.clear(); return 'Q'
q=collections.deque([Q(),Q()])
try: print(q)
except RuntimeError as e: print(e)
