ages = {'ann': 3}
for name, age in ages:
    print(name, age)
