from collections import deque
import copy


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


d = deque([1, 2, 3])
attempt(lambda: d.insert())
attempt(lambda: d.insert(1, 2, 3))
attempt(lambda: d.insert("a", 2))
attempt(lambda: d.index())
attempt(lambda: d.index(1, 2, 3, 4))
attempt(lambda: d.index(1, "a"))
attempt(lambda: d.index(3, 1))
d.insert(1, d)
print(copy.deepcopy(d), copy.deepcopy(d)[1] is d)
