def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


s = "héllo😀"
print(s[1], s[-1], s[::-1], s[1:4], s[10:], s * 2, 0 * s, len(s), "ll" in s, "" in s, s[::2])
attempt(lambda: s[9])
attempt(lambda: s * 1.5)
attempt(lambda: 1 in s)
