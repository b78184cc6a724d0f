values = [3, 1, 2]
print(srted(values))
