x = 3
if x > 3:
    print(1)
elseif x > 2:
    print(2)
