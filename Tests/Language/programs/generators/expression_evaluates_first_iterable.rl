def source():
  print("source evaluated")
  return [1, 2]


g = (x for x in source())
print("generator made")
print(list(g))
try:
  h = (x for x in 5)
except TypeError as error:
  print(error)
k = (x for x in [1] for y in undefined)
print("fine until run")
try:
  list(k)
except NameError as error:
  print(error)
