name = 'ann'
print(f'{name')
