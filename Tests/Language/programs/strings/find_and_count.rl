def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


s = "abcabc"
print(s.find("c"), s.find("x"), s.rfind("c"), s.find("c", 3), s.find("c", 0, 2), s.find(""), s.find("", 9), s.find("", 6))
print(s.count("a"), "aaa".count("aa"), s.count(""), s.count("c", -3), s.index("b"), s.rindex("b"), "aéb".find("b"))
attempt(lambda: s.index("x"))
attempt(lambda: s.rindex("x"))
attempt(lambda: s.find(1))
attempt(lambda: s.find())
attempt(lambda: s.find("a", "b"))
