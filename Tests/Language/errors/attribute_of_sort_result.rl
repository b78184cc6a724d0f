scores = [3, 1, 2]
scores = scores.sort()
print(scores.count(1))
