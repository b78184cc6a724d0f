scores = []
print(max(scores))
