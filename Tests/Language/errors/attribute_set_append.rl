seen = {1, 2}
seen.append(3)
