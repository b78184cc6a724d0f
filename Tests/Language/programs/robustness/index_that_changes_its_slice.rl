class I:
    def __init__(s,v): s.v=v
    def __index__(self):
        a.clear(); return self.v
a=list(range(20))
try:
    a[I(3):I(8)] = [1,2]
except Exception as e: print(type(e).__name__, e)
print(a)
a=list(range(20))
try:
    a[I(3):I(18):I(2)] = [1]*8
except Exception as e: print(type(e).__name__, e)
print(a)
a=list(range(20))
try:
    del a[I(3):I(18):I(2)]
except Exception as e: print(type(e).__name__, e)
print(a)
a=list(range(20))
try:
    del a[I(3):I(18)]
except Exception as e: print(type(e).__name__, e)
print(a)
