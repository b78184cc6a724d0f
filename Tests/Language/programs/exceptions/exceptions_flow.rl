def f(kind):
    try:
        if kind == 1: raise ValueError("v")
        if kind == 2: return "returned"
        if kind == 3: {}["k"]
        if kind == 4: [][1]
    except ValueError as e:
        return "caught " + str(e)
    except (KeyError, IndexError) as e:
        return type(e).__name__ + " " + str(e)
    else:
        return "else"
    finally:
        print("finally", kind)
for i in range(5): print(f(i))
def g():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print("body", i)
        finally:
            print("fin", i)
    return "end"
print(g())
def h():
    try:
        return 1
    finally:
        return 2
print(h())
def nested():
    try:
        try:
            1 / 0
        finally:
            print("inner finally")
    except ZeroDivisionError as e:
        print("outer", e)
nested()
try:
    try: raise KeyError("a")
    except KeyError as e: raise RuntimeError("b") from e
except RuntimeError as e: print(repr(e), repr(e.__cause__), e.__suppress_context__)
try:
    try: raise KeyError("a")
    except KeyError: int("x")
except ValueError as e: print(e, repr(e.__context__))
class MyError(Exception):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code
try: raise MyError(5, "mine")
except MyError as e: print(e, e.code, e.args, isinstance(e, Exception))
def reraise():
    try: raise ValueError("again")
    except ValueError:
        print("log")
        raise
try: reraise()
except Exception as e: print("got", e)
try: raise ValueError
except ValueError as e: print(repr(e), str(e) == "")
e = 1
try: raise TypeError("t")
except TypeError as e: pass
try: e
except NameError as x: print(x)
