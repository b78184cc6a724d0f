print('a', 'b', separator='-')
