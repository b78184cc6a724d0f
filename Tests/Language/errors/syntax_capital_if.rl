x = 3
If x > 2:
    print(x)
