print('a', end='', end='-')
