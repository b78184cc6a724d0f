import sys
def handler_call():
    try: raise
    except RuntimeError as e: return str(e)
try: 1 / 0
except ZeroDivisionError:
    def inner():
        try: raise
        except ZeroDivisionError as e: return "re " + str(e)
    print(inner())
print(handler_call())
def gen():
    try: 1 / 0
    except ZeroDivisionError:
        yield 1
        try: raise
        except ZeroDivisionError: yield "same"
try:
    raise KeyError("k")
except KeyError:
    for x in gen(): print(x)
    try: raise ValueError("v")
    except ValueError as e: print(repr(e.__context__))
try:
    try: raise ValueError("a") from None
    except ValueError as e:
        print(e.__cause__, e.__suppress_context__)
        raise KeyError("b") from e
except KeyError as e: print(repr(e.__cause__))
class E(Exception):
    def __str__(self): return "custom text"
try: raise E(1, 2)
except E as e: print(e, e.args, repr(e))
try: raise E
except (ValueError, E) as e: print(e.args)
try:
    try: raise OSError(2, "No such file", "x.txt")
    except OSError as e: print(e, e.errno, e.strerror, e.filename, type(e).__name__)
    open("/nonexistent/file")
except FileNotFoundError as e: print(e)
try: [].foo
except AttributeError as e: print(e)
print(issubclass(KeyError, LookupError), isinstance(ValueError(), Exception), Exception("a", 1))
try: raise StopIteration(5)
except StopIteration as e: print(e.value)
def g2():
    yield 1
    raise StopIteration
try: list(g2())
except RuntimeError as e: print(e)
e = ValueError("note"); e.extra = 5
print(e.extra, e)
