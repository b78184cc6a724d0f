a = True
if !a:
    print(a)
