best = []
print(best[0])
