values = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(values), 0)), next(values))


def stops():
  raise StopIteration


print(list(iter(stops, 1)), list(map(lambda x: stops(), [1])))
