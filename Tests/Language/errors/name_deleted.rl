score = 1
del score
print(score)
