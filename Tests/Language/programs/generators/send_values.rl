def averager():
  total = count = 0
  average = None
  while True:
    value = yield average
    if value is None:
      return total, count
    total += value
    count += 1
    average = total / count


g = averager()
print(next(g), g.send(10), g.send(20), g.send(60))
try:
  g.send(None)
except StopIteration as stop:
  print("returned", stop.value)
