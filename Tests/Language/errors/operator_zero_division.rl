scores = []
mean = sum(scores) / len(scores)
