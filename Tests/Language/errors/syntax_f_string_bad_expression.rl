name = 'ann'
print(f'{name name}')
