def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("é".encode(), "é".encode("latin-1"), "é€".encode("ascii", "ignore"), "é".encode("ascii", "replace"))
print("é€😀".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "namereplace"))
attempt(lambda: "é".encode("ascii"))
attempt(lambda: "a中中b".encode("latin-1"))
attempt(lambda: "\ud800".encode())
attempt(lambda: "a".encode("no-such"))
attempt(lambda: "é".encode("ascii", "no-such"))
attempt(lambda: "a".encode(1))
