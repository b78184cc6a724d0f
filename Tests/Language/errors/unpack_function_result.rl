def split(values):
    return values[0]

head, tail = split([1, 2])
