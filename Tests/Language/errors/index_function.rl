def head(values):
    return values[0]

print(head[[1, 2]])
