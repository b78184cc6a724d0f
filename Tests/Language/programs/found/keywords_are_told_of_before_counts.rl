def f(a, b=1, /, c=2, *, d=3):
    return a, b, c, d

def tried(call):
    try:
        print(call())
    except TypeError as error:
        print(error)

tried(lambda: f(1, 2, 3, 4, e=5))
tried(lambda: f(1, 2, 3, 4, c=5))
tried(lambda: f(1, 2, 3, 4, d=5))
tried(lambda: f(1, a=2, b=3))
tried(lambda: f(1, 2, 3, 4))
tried(lambda: f(*5))
tried(lambda: f(1, *5))
tried(lambda: f(**5))
