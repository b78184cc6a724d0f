l = [1, 2, 3]
for x in l:
  if len(l) < 6:
    l.append(x * 10)
print(l)
for x in l[:]:
  if x > 5:
    l.remove(x)
print(l)
l = [1, 2, 3, 4]
for x in l:
  l.remove(x)
print(l)
