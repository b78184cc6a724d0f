def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(["  a ".strip(), "xxaxx".strip("x"), "abc".lstrip("ab"), "abc".rstrip("bc"), "\u3000a\u3000".strip(), " a".strip(None)])
print("www.example.com".strip("cmowz."), "mississippi".rstrip("ipz"), "aé".strip("é"))
attempt(lambda: "abc".strip(1))
