scores = [2, 1]
for s in scores.sort():
    print(s)
