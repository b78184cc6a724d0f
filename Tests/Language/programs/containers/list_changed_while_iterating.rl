numbers = [1, 2, 3, 4]
for x in numbers:
    if x < 3:
        numbers.append(x + 10)
    if x == 2:
        numbers.remove(4)
print(numbers)
