d = {1: "a", 2: "b"}
try:
  for k in d:
    d[k + 10] = "new"
except RuntimeError as error:
  print(error)
d = {1: 1, 2: 2}
for k in d:
  d[k] = "changed"
print(d)
try:
  for k, v in d.items():
    del d[k]
except RuntimeError as error:
  print(error)
s = {1, 2}
try:
  for x in s:
    s.add(x + 5)
except RuntimeError as error:
  print(error)
