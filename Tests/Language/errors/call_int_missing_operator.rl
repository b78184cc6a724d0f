rate = 3
total = 2 * rate(4 + 1)
