def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


inner = frozenset([1, 2])
s = {inner, frozenset()}
print(inner in s, {1, 2} in s, {2} in s, frozenset([2, 1]) == inner, {1, 2} == inner)
s.discard({1, 2})
print(s, frozenset("a") | {"b"}, {"b"} | frozenset("a"))
attempt(lambda: {{1}})
attempt(lambda: inner.add(3))
