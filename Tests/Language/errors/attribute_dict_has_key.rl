ages = {'ann': 3}
print(ages.has_key('ann'))
