def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(b"\xe9".decode("latin-1"), b"a\xffb".decode("utf8", "replace"), b"a\xff".decode("utf8", "ignore"))
print(b"\xff".decode("utf8", "backslashreplace"), ascii(b"\xff".decode("utf8", "surrogateescape")), b"\xef\xbb\xbfa".decode("utf-8-sig"))
for data in [b"\xff", b"a\xe2\x82", b"a\xe2(b", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80"]:
    attempt(lambda: data.decode())
attempt(lambda: b"\xe9".decode("ascii"))
attempt(lambda: b"a".decode("no-such"))
