def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


a = [1, 2, 1, 3]
print(a.index(1), a.index(1, 1), a.index(3, -1), a.count(1), a.index(2, 0, 10**30))
a.remove(1)
print(a, a.pop(), a.pop(0), a)
attempt(lambda: [1].index(2))
attempt(lambda: ["a"].index("b"))
attempt(lambda: [1].remove(2))
attempt(lambda: [].pop())
attempt(lambda: [1].pop(5))
attempt(lambda: [1].index(1, "a"))
