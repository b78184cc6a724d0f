for n in [-1, 0, 1]:
    print("neg" if n < 0 else "zero" if n == 0 else "pos")
print([x if x % 2 else -x for x in range(5)])
x = 3
x = x + 1 if x > 2 else x - 1
print(x)
