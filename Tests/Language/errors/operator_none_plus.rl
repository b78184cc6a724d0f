def add(a, b):
    print(a + b)

total = add(1, 2) + 3
