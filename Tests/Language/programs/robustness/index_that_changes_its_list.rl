class I:
    def __index__(self):
        a.clear(); return 2
a=[1,2,3,4]
for f in (lambda: a[I()], lambda: a.__setitem__(I(),5), lambda: a.__delitem__(I()), lambda: a.pop(I()), lambda: a.insert(I(),1), lambda: a[I():], lambda: a[:I()], lambda: a[I():I():I()]):
    a[:]=[1,2,3,4]
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
    print(a)
