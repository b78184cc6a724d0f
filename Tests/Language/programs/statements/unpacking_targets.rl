class C:
  pass


c = C()
d = {}
l = [0, 0, 0]
c.x, d["k"], l[1], *l[2:] = 1, 2, 3, 4, 5
print(c.x, d, l)
for c.y in range(3):
  pass
for d["i"], l[0] in zip("ab", [1, 2]):
  pass
print(c.y, d, l)
with open(__file__) if False else __import__("io").StringIO("text") as c.f:
  print(c.f.read())
