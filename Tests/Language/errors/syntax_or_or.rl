a = True
if a || False:
    print(a)
