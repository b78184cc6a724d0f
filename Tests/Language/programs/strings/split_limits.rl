def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("a,b,,c".split(","), " a  b ".split(), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), " a b c ".split(None, 1))
print(" a b c ".rsplit(None, 1), "".split(), "".split(","), "abc".split("b", maxsplit=0), "a\u2003b\u00a0c".split())
attempt(lambda: "a".split(""))
attempt(lambda: "a".split(1))
attempt(lambda: "a".split(None, "x"))
attempt(lambda: "a".split("a", 1, 2))
attempt(lambda: "a".split(by=1))
