print('a' 5)
