scores = [0.1, 0.5, 0.9]
print(scores[-4])
