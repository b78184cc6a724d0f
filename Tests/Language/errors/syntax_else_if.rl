x = 3
if x > 3:
    print(1)
else if x > 2:
    print(2)
