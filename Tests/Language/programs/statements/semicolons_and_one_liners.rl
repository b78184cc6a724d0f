x = 1; y = 2; print(x, y)
if x: print("one line"); print("two")
for i in range(2): print(i, end=","); 
print()
while x < 3: x += 1
else: print("done", x)
class A: v = 5; w = v + 1
def f(a): return a * 2
print(A.w, f(3))
try: 1 / 0
except ZeroDivisionError: print("caught")
finally: print("finally")
with __import__("io").StringIO("s") as s: print(s.read())
