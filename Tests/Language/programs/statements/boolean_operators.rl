print(1 and 2, 0 and 2, 1 or 2, 0 or 2, None or [] or "x", "" and 5)
def t(x): print("t", x); return x
print(t(0) or t(1) and t(2) or t(3))
x = 5
x = x or 7
print(x)
x = None
x = x or 7
print(x)
y = x and x + 1
print(y, not x, bool([]), bool([0]), bool(""), bool(0.0))
