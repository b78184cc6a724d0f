n = float('1,5')
