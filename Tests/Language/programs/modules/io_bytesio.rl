def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import io

b = io.BytesIO(b"abc\ndef")
print(b.read(2), b.readline(), b.read(), b.tell(), b.seek(0, 2), b.write(b"!"), b.getvalue())
b.seek(10)
b.write(b"x")
print(b.getvalue(), io.BytesIO(b"a\nb").readlines())
attempt(lambda: io.BytesIO("text"))
attempt(lambda: io.BytesIO().write("a"))
