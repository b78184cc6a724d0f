def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("%s|%5s|%-5s|%.2s" % ("abc", "ab", "ab", "abcdef"), "%r %a" % ("é", "é"), "%c%c" % (65, "b"), "100%%" % ())
print("%(name)s is %(age)03d" % {"name": "Bo", "age": 7}, "%s" % (1,), "%s" % [1], "%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159))
attempt(lambda: "%s %s" % ("a",))
attempt(lambda: "%s" % (1, 2))
attempt(lambda: "%(x)s" % 5)
attempt(lambda: "%(x)s" % {})
attempt(lambda: "%y" % 1)
attempt(lambda: "%" % 1)
attempt(lambda: "%c" % "ab")
