def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import operator
from itertools import accumulate

print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)))
print(list(accumulate("abc")), list(accumulate([], initial=1)), list(accumulate([3, 1, 4, 1], max)))
attempt(lambda: list(accumulate([1, "a"])))
attempt(lambda: accumulate(5))
