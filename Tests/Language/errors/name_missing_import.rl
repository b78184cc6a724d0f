numbers = [1, 2, 3]
print(statistics.mean(numbers))
