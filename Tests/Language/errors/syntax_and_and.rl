a = True
if a && True:
    print(a)
