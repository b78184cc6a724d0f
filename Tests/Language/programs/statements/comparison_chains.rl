print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 != 1)
def f(x):
    print("f", x)
    return x
print(f(1) < f(2) < f(0) < f(9))
print(1 == 1.0 is not None, "a" < "b" <= "b", [1, 2] < [1, 3], (1,) < (1, 0))
print(None is None, None == 0, 3 in [1, 2, 3] == True)
print(not 1 == 2, not None, not [0])
