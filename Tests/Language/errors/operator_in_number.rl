n = 15
if 5 in n:
    print('yes')
