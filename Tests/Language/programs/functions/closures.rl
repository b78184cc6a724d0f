def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get())
def outer(x):
    def mid(y):
        def inner(z): return x + y + z
        return inner
    return mid
print(outer(1)(2)(3))
def f():
    fs = []
    for i in range(3):
        def g(): return i
        fs.append(g)
    return [g() for g in fs]
print(f())
total = 0
def add(n):
    global total
    total += n
add(5); add(6)
print(total)
def late():
    def use(): return value
    value = 3
    return use()
print(late())
def params(a):
    def change():
        nonlocal a
        a = a * 2
    change()
    return a
print(params(21))
