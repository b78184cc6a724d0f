def f(x):
  print("f", x)
  return x


print(f(1) < f(2) < f(3))
print(f(3) < f(2) < f(1))
print(1 < 2 > 1 == 1 != 2 <= 2 >= 0, 1 in [1] == True, (1 in [1]) == True, 1 is 1 is not None, 3 not in [1] in [[1]])
print("a" < "b" < "c", [1] < [1, 2] <= [1, 2], not 1 < 2, not (1 > 2) == True)
