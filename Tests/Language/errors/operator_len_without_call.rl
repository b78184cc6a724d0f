values = [1, 2, 3]
half = len / 2
