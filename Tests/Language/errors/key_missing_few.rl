ages = {'ann': 3, 'bob': 5}
print(ages['carl'])
