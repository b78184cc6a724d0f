it = iter([1])
print(next(it))
try:
  next(it)
except StopIteration as stop:
  print(repr(stop), stop.value)
print(next(it, None), next(iter([]), "default"))
