def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import operator

print(operator.add(1, 2), operator.concat([1], [2]), operator.contains([1], 1), operator.countOf([1, 1], 1), operator.indexOf([1, 2], 2))
print(operator.inv(5), operator.truth([]), operator.not_(1), operator.getitem("abc", 1), operator.index(True), operator.call(len, "ab"))
a = [1]
print(operator.iadd(a, [2]) is a, a, operator.ipow(2, 3), operator.iand(6, 3), operator.length_hint(iter([1, 2, 3])))
attempt(lambda: operator.add("a"))
attempt(lambda: operator.concat(1, 2))
attempt(lambda: operator.index("a"))
attempt(lambda: operator.indexOf([1], 5))
