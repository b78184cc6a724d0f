def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("a中".encode("utf-16"), "a".encode("utf-16-le"), "😀".encode("utf-16-be"), "a".encode("utf-32"), "a".encode("utf-8-sig"))
print(b"\xff\xfea\x00".decode("utf16"), b"a\x00".decode("utf-16-le"), b"a\x00\x00\x00".decode("utf-32-le"))
attempt(lambda: b"\x00\xd8".decode("utf-16-le"))
attempt(lambda: b"abc".decode("utf-16-le"))
