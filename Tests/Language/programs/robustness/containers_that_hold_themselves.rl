a=[]; a.append(a); print(a)
d={}; d[1]=d; print(d)
try: print(a==a)
except RecursionError: print('R')
b=[]; b.append(b)
try: print(a==b)
except RecursionError: print('R')
import json, copy
try: json.dumps(a)
except ValueError as e: print(e)
c=copy.deepcopy(a); print(c[0] is c)
t=([],); t[0].append(t); print(t)
try: print(t==copy.deepcopy(t))
except RecursionError: print('R')
try: hash(t)
except TypeError as e: print(e)
import collections
q=collections.deque(); q.append(q); print(q)
class O: pass
o=O(); o.o=o
e=ValueError(); 
try:
    e.__cause__=e
    raise e
except ValueError as x: print(x.__cause__ is x)
