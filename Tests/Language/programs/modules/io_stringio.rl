def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import io

s = io.StringIO("one\ntwo\n")
print(s.read(3), repr(s.readline()), s.tell(), s.readlines(), repr(s.read()))
s.seek(0)
s.write("ONE")
print(repr(s.getvalue()), [line for line in io.StringIO("a\nb")], s.truncate(5), repr(s.getvalue()))
s.close()
attempt(lambda: s.read())
attempt(lambda: io.StringIO().write(b"a"))
attempt(lambda: io.StringIO(5))
attempt(lambda: io.StringIO().seek(-1))
