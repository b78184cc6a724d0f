ages = {'ann': 3, 'bob': 5}
for name in ages:
    del ages[name]
