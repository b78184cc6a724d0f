class E:
    def __eq__(self, o):
        a.clear(); return False
    __hash__ = None
    def __repr__(self): return 'E'
for f in (lambda: E() in a, lambda: a.index(E()), lambda: a.count(E()), lambda: a.remove(E()), lambda: a==[E(),E(),E()], lambda: [E()]*3==a):
    a=[1,2,3]*50
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
    print(len(a))
a=[E(),E(),E()]
print(a==[1,2,3])
