r = range(3)
it = iter(r)
print(next(it), list(it), list(it))
d = {"a": 1, "b": 2}
try:
    for k in d: d[k + "x"] = 1
except RuntimeError as e: print(e)
s = {1, 2}
try:
    for k in s: s.add(k + 10)
except RuntimeError as e: print(e)
try: iter(5)
except TypeError as e: print(e)
try: a, b = 1
except TypeError as e: print(e)
try: a, b = [1]
except ValueError as e: print(e)
try: a, b = 1, 2, 3
except ValueError as e: print(e)
try: a, *b, c = [1]
except ValueError as e: print(e)
print(list(iter(lambda c=[0]: c.__setitem__(0, c[0] + 1) or c[0], 4)))
