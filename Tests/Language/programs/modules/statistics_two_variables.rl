def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from statistics import correlation, covariance, linear_regression

print(covariance([1, 2, 3], [1, 2, 4]), correlation([1, 2, 3], [1, 2, 4]))
print(linear_regression([1, 2, 3], [2, 4, 7]), linear_regression([1, 2], [2, 4], proportional=True))
attempt(lambda: correlation([1], [1]))
attempt(lambda: correlation([1, 1], [1, 2]))
attempt(lambda: linear_regression([1], [1]))
