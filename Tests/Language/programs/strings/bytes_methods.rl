def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

b = b'hello world'
print(b[0], b[1:4], b[-1], len(b), list(b[:3]), b + b'!', b * 2, b'o' in b, 104 in b, b.find(b'o'), b.count(b'l'), b.replace(b'l', b'L'), b.split(), b.split(b'o', 1))
print(b.upper(), b.title(), b.startswith(b'he'), b.endswith((b'ld', b'x')), b.decode(), b.hex(), b.hex(' '), bytes.fromhex('48 65'), b' x '.strip(), b'-'.join([b'a', b'b']), b'a,b'.partition(b','))
print(bytes(3), bytes([1, 2, 255]), bytes('é', 'utf-8'), bytes(b'x'), b'a' < b'b', b'\xc3\xa9'.decode('utf-8'), b'\xe9'.decode('latin-1'), b'abc'.isalpha(), b'12'.isdigit(), b'x'.zfill(3), b'ab'.center(6, b'*'))
attempt(bytes, [256])
attempt(bytes, 'x')
attempt(bytes, -1)
attempt(b'\xff'.decode)
attempt(b'ab\xe9cd'.decode, 'utf-8')
attempt(b'\xe2\x82'.decode)
attempt(b'\x80'.decode, 'ascii')
print(b'a\xffb'.decode('utf-8', 'ignore'), ascii(b'a\xffb'.decode('utf-8', 'replace')), b'a\xff'.decode('utf-8', 'backslashreplace'))
attempt(lambda: b + 'x')
attempt(b.find, 'x')
attempt(b.index, b'zz')
attempt(b.join, ['a'])
attempt(bytes.fromhex, 'zz')
print(hash(b'a') == hash(b'a'), b.rsplit(b' '), b'a\nb'.splitlines(), b'%s' == b'%s', bytes(range(5)), b'abc'.removeprefix(b'a'))
