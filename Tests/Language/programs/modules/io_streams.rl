import io
def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)
s = io.StringIO('line one\nline two\n')
print(s.read(4), s.readline(), s.read(), repr(s.read()), s.seek(0), list(s))
o = io.StringIO()
print(o.write('abc'), o.tell(), o.getvalue(), o.write('def'), o.getvalue())
o.seek(1); o.write('XY'); print(o.getvalue()); o.seek(0); o.truncate(); print(repr(o.getvalue()))
b = io.BytesIO(b'hello')
print(b.read(2), b.read(), b.getvalue(), b.seek(0, 2), b.write(b'!!'), b.getvalue())
attempt(o.write, 5)
attempt(b.write, 'x')
o.close()
attempt(o.write, 'x')
with io.StringIO() as f:
    f.write('in with')
    print(f.getvalue())
print(f.closed)
for line in io.StringIO('a\nb'):
    print(repr(line))
