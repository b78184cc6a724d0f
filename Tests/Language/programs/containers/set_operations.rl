def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a.union([9], (8,)), a.intersection([1], [1, 2]), a.difference([1], [2]))
print(a.issubset(range(5)), a.issuperset([1]), a.isdisjoint([7]), a.symmetric_difference([1, 9]), a < {1, 2, 3, 4})
attempt(lambda: a | [1])
attempt(lambda: a < [1])
attempt(lambda: a.union(5))
