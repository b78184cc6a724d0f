def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(chr(97), chr(233), chr(0x1F600), ord("a"), ord("é"), ord("😀"), ord(b"a"))
attempt(lambda: chr(-1))
attempt(lambda: chr(0x110000))
attempt(lambda: chr(10**30))
attempt(lambda: chr("a"))
attempt(lambda: ord("ab"))
attempt(lambda: ord(""))
attempt(lambda: ord(5))
