values = [1, 2, 3, 4]
middle = len(values) / 2
print(values[middle])
