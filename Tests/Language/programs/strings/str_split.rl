def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

print('a b  c '.split(), 'a,b,,c'.split(','), 'a,b,c'.split(',', 1), ''.split(), ''.split(','))
print('a b  c '.rsplit(None, 1), 'a,b,c'.rsplit(',', 1), '  a  b  c  '.split(None, 1), '  a b c  '.rsplit(maxsplit=1))
print('a--b--c'.split('--'), 'abc'.split('x'), 'aaa'.split('aa'), 'aaa'.rsplit('aa'))
attempt('abc'.split, '')
attempt('abc'.split, 1)
print('one\ntwo\r\nthree\rfour'.splitlines(), 'a\n\nb\n'.splitlines(True), ''.splitlines())
print('key=value=x'.partition('='), 'key'.partition('='), 'a.b.c'.rpartition('.'), 'abc'.rpartition('.'))
attempt('abc'.partition, '')
attempt('abc'.partition, 1)
print(', '.join(['a', 'b']), ''.join([]), '-'.join('xyz'), '+'.join(str(i) for i in range(4)), ' '.join({'k': 1}))
attempt(','.join, ['a', 1])
attempt(','.join, 5)
print('a\tb\tc'.expandtabs(4), '1\t22\n333\t4'.expandtabs())
print('é,ü'.split(','), 'x\u2028y'.splitlines(), 'a\u00a0b'.split())
