import math
if (n := len("abc")) > 2: print(n)
while (n := n - 1) > 0: print("loop", n)
print([y for x in range(5) if (y := x * 2) > 3], y)
x = 1
print(x + (x := 10) + x, x)
def f(): return (a := 5) + a
print(f(), (lambda: (b := 3) * 2)())
