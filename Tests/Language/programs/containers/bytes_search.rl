def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(b"abcabc".find(b"c"), b"abc".find(98), b"abcabc".rfind(b"c"), b"abc".count(b"b"), b"abc".index(b"c"), 97 in b"abc")
print(b"abc".startswith((b"x", b"a")), b"abc".endswith(b"c"), b"a,b,,c".split(b","), b"a-b".partition(b"-"))
attempt(lambda: b"abc".index(b"x"))
attempt(lambda: b"a".find("a"))
attempt(lambda: b"a".startswith("a"))
attempt(lambda: b"a".startswith(1))
attempt(lambda: "a" in b"abc")
attempt(lambda: 256 in b"a")
