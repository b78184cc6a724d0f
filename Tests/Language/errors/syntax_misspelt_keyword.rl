x = 3
whlie x > 2:
    x -= 1
