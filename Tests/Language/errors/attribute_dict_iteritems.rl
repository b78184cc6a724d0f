ages = {'ann': 3}
for k, v in ages.iteritems():
    print(k, v)
