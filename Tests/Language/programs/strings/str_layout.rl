def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

for w in [3, 4, 5, 8, 9]:
    print(repr('abcd'.center(w)), repr('abc'.center(w, '*')), repr('ab'.ljust(w, '.')), repr('ab'.rjust(w)), '42'.zfill(w), '-42'.zfill(w), '+x'.zfill(w))
attempt('a'.center, 5, 'ab')
attempt('a'.center, 5, 1)
attempt('a'.ljust, 'x')
table = str.maketrans('abc', 'xyz', 'd')
print('abcd'.translate(table), 'hello'.translate({104: 'J', 'l': 1, ord('l'): None}), 'abc'.translate(str.maketrans({'a': 'AA', 98: None})))
attempt(str.maketrans, 'ab', 'c')
attempt(str.maketrans, 'ab')
attempt(str.maketrans, {'ab': 1})
print('é'.encode(), 'abc'.encode('ascii'), 'é'.encode('latin-1'), 'a😀'.encode('utf-16-le'), 'é'.encode('ascii', 'ignore'), 'é'.encode('ascii', 'replace'), 'é€'.encode('ascii', 'xmlcharrefreplace'), 'é'.encode('ascii', 'backslashreplace'))
attempt('é'.encode, 'ascii')
attempt('éü'.encode, 'ascii')
attempt('x'.encode, 'klingon')
attempt('é'.encode, 'ascii', 'wrong')
