def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from statistics import pstdev, pvariance, quantiles, stdev, variance

print(stdev([1, 2, 3]), pstdev([1, 2]), variance([1, 2, 3]), pvariance([1, 2]), variance([1.5, 2.5, 4]), stdev([1, 2, 4]))
print(quantiles([1, 2, 3, 4, 5]), quantiles([1, 2, 3], n=3, method="inclusive"))
attempt(lambda: stdev([1]))
attempt(lambda: variance([]))
attempt(lambda: quantiles([1]))
attempt(lambda: quantiles([1, 2], n=0))
