x = 1
assert x == 1, "no"
try: assert x == 2, f"x is {x}"
except AssertionError as e: print("assert", e)
try: assert x == 2
except AssertionError as e: print("empty", repr(e))
del x
try: x
except NameError as e: print(e)
def f():
    y = 1
    del y
    try: return y
    except UnboundLocalError as e: return str(e)
print(f())
def g():
    try: z
    except UnboundLocalError as e: print(e)
    z = 1
g()
