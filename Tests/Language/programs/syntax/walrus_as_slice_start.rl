print([1, 2, 3][(start := 1):2])
print([1, 2, 3][start := 1:2])
