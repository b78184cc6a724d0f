items = ['a', 'b']
for i in len(items):
    print(i)
