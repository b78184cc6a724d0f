a = 1; b = 2; print(a, b)
if a: print("one"); print("two")
for i in range(2): pass; print(i)
class E: pass
def f(): ...
print(f(), E.__name__, ...)
x = (1 +
     2 +
     3)
y = [
    1,
    2,  # comment
]
z = "a" \
    "b"
print(x, y, z)
if True:
	print("tab")
