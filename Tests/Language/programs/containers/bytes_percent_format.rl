def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(b"%d %s %b %x %c" % (1, b"a", b"z", 255, 65), b"%a" % "é", b"%5.2f|%-5d|%05d" % (1.5, 3, 4), b"100%%" % ())
print(b"%(k)s" % {b"k": b"v"})
attempt(lambda: b"%s" % "a")
attempt(lambda: b"%d" % "a")
attempt(lambda: b"%c" % 256)
