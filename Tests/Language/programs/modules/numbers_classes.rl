import numbers

for value in (1, 1.5, True, "a"):
    print(value, isinstance(value, numbers.Number), isinstance(value, numbers.Real), isinstance(value, numbers.Integral))
