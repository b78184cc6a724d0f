late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in early])
fs = []
for j in range(3):
  def f():
    return j
  fs.append(f)
print([f() for f in fs])
j = "changed"
print(fs[0]())
