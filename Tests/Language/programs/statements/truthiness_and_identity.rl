a = [1]; b = a; c = [1]
print(a is b, a is c, a is not c, a == c, None is None, True is True)
print(bool(range(0)), bool({0}), bool(b""), bool(()), bool(lambda: 0))
print(1 == True, 0 == False, 1 is True if False else "x", "" or "default", [] and 1)
x = y = []
x.append(1)
print(y, id(x) == id(y))
print(not not 5, not "", (not 1) == False)
