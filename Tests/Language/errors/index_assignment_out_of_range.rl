values = []
for i in range(3):
    values[i] = i * i
