print({(key := 1): 2})
print({key := 1: 2})
