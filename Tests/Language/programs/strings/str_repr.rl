for s in ['abc', "it's", 'say "hi"', '''both ' and "''', 'tab\t nl\n cr\r bs\\', '\x00\x1f\x7f', 'é', '\x80\xa0\xad', '😀', '\u200b\u2028', '\U000e0001', '\ud800']:
    print(ascii(s), repr(s) if s != '\ud800' else ascii(s), len(s))
print(str(b'ab\x00\xff\n\t\'"\\'), repr(b"it's"), repr(b'\'"'))
print(repr(1.0), repr(1e16), repr(1e-5), repr(123456789.123), repr(0.1 + 0.2), repr(float('nan')), repr(-0.0), repr(1e22), repr(2.5e-7), 1e100, 5e-324)
print([1, 'a', None, True, 2.5, b'x', (1,), {'k': {1}}, ..., NotImplemented], (), (1,), {}, set(), frozenset({1}), range(3), range(1, 10, 2), slice(1, None))
print(ord('é'), chr(233), chr(128512), ord('😀'), hex(255), oct(8), bin(-5))
