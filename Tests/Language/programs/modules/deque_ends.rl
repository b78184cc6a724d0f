def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from collections import deque

d = deque([1, 2, 3], maxlen=3)
d.append(4)
d.appendleft(0)
print(d, d.maxlen)
d.rotate(1)
print(d, d.pop(), d.popleft(), len(d), d[0])
d.extend([5, 6])
d.extendleft([7])
print(d, d.count(5), d.index(5), deque("ab") + deque("c"), deque([1]) * 2, deque([1, 2]) < deque([1, 3]))
attempt(lambda: deque().pop())
attempt(lambda: deque().popleft())
attempt(lambda: deque([1])[5])
attempt(lambda: deque([1]).remove(5))
attempt(lambda: deque([1, 2, 3], 3).insert(0, 1))
attempt(lambda: deque([], -1))
attempt(lambda: hash(deque()))
