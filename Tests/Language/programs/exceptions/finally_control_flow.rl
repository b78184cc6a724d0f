def a():
    while True:
        try:
            try:
                return "r"
            finally:
                print("f1")
        finally:
            print("f2")
            break
    return "after"
print(a())
def b():
    for i in range(3):
        try:
            if i == 0: continue
            if i == 1: raise ValueError(i)
            return i
        except ValueError as e:
            print("caught", e)
            continue
        else:
            print("else")
        finally:
            print("finally", i)
print(b())
def c():
    try:
        raise KeyError("x")
    except KeyError:
        try:
            raise ValueError("y")
        except ValueError as e:
            print(type(e.__context__).__name__)
        try:
            raise
        except KeyError as k:
            print("again", k)
c()
def d():
    try:
        try:
            raise ValueError("1")
        finally:
            raise TypeError("2")
    except TypeError as e:
        return repr(e), repr(e.__context__)
print(d())
def e():
    try:
        return "try"
    except Exception:
        return "except"
    else:
        return "else"
    finally:
        print("cleanup")
print(e())
def f(n):
    try:
        if n: raise ValueError
    except ValueError:
        return "handler"
    finally:
        if n == 2: return "override"
print(f(0), f(1), f(2))
def g():
    x = 0
    try:
        x = 1
        return x
    finally:
        x = 2
print(g())
def h():
    for x in range(3):
        with open("/dev/null") as f:
            try:
                continue
            finally:
                print("in", x)
h()
def i():
    try:
        yield 1
        yield 2
    finally:
        print("gen finally")
for v in i():
    print(v)
    break
