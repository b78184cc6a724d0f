def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import operator
from functools import reduce

print(reduce(lambda a, b: a * 10 + b, [1, 2, 3]), reduce(operator.add, [], 5), reduce(max, [3]), reduce(operator.add, "abc", "z"))
attempt(lambda: reduce(operator.add, []))
attempt(lambda: reduce(operator.add, 5))
attempt(lambda: reduce(operator.add))
