def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


a = [1, 2]
a.insert(0, "first")
a.insert(-1, "before last")
a.insert(100, "end")
a.extend("xy")
a += range(2)
print(a)
attempt(lambda: a.insert(1))
attempt(lambda: a.extend(5))
attempt(lambda: a.append())
attempt(lambda: a.append(1, 2))
