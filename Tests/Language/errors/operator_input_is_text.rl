steps = '12'
for i in range(steps):
    print(i)
