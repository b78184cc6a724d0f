print(0 or "a", "" or [] or None, 1 and 2, 0 and 1, [] and 1, "x" and "y" or "z", None or 0, not "", not not 5)


def f(x):
  print("eval", x, end="; ")
  return x


print(f(0) or f(1) or f(2))
print(f(1) and f(0) and f(2))
print(f(1) and f(2) or f(3))
print(f(0) and f(2) or f(3))
print(f(1) if f(0) else f(2), (f(0) or f(5)) and f(6))
