name = 'ann
print(name)
