rate = 0.25
print(f'{rate:.2k}')
