def countdown(n):
    print_nothing = n
    return countdown(n - 1)

countdown(3)
