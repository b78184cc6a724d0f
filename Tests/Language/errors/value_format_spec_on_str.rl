name = 'ann'
print(f'{name:.2f}')
