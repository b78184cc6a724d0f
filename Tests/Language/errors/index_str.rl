people = [{'name': 'ann'}]
print(people['name'])
