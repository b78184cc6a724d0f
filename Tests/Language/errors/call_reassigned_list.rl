list = [1, 2, 3]
digits = list('123')
