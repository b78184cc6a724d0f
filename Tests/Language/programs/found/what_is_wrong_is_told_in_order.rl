"""When a call is wrong in two ways, CPython's choice of which to tell."""
import itertools
import re


def show(thunk):
    try:
        print(repr(thunk()))
    except Exception as error:
        print(type(error).__name__, error)


for method in ('find', 'rfind', 'index', 'rindex', 'count'):
    for needle in (None, 5, 'a'):
        show(lambda: getattr('banana', method)(needle, {}))
        show(lambda: getattr(b'banana', method)(needle, 1.5))
for spec in ('+#12.3c', '#c', '+c', 'c', '.3d', '1000000000000000.0d', '.3x', '.3n', '10000000000000000000.1f', '.3s'):
    show(lambda: format(10 ** 19, spec))
    show(lambda: format(7, spec))
show(lambda: '{0.real:{1}}'.format(-4, 1e15))
show(lambda: '%--*.5X' % (10 ** 18,))
show(lambda: '%*d' % (10 ** 12,))
show(lambda: "{'x.}".format(1))
show(lambda: '{0.real.}'.format(1))
show(lambda: '{0[a}'.format({}))
show(lambda: '{0[0]x}'.format([1]))
show(lambda: '{a[0].}'.format(1))
for pattern in ({}, [], None, 5, set(), ()):
    show(lambda: re.compile(pattern))
for template in (5, [], None, {}, b'x', 1.5, range(3)):
    show(lambda: re.sub('a', template, 'banana'))
    show(lambda: re.sub('z', template, 'banana'))
    show(lambda: re.sub('a', template, None))
    show(lambda: re.sub(b'b', template, b'banana'))
show(lambda: re.sub('b', lambda match: 5, 'banana'))
show(lambda: re.sub('a', lambda match: 5, 'banana'))
for bounds in [(-5,), (-1,), ('a',), (1, -5), (-1, 5), (None, -3), (1, 2, 0), (2 ** 70,)]:
    show(lambda: itertools.islice([], *bounds))
show(lambda: format(1, None))
show(lambda: str(b'a', None))
show(lambda: list.index([1], 1, None))
show(lambda: (1,).index(1, None))


class Odd(Exception):
    pass


def delete(o, key):
    del o[key]


def put(o, key):
    o[key] = 1


for o in (Odd(), 5, {1}, range(3), 'text', object()):
    for key in (0, 'a', 10 ** 20):
        if not (isinstance(o, object) and type(o) is object):
            show(lambda: delete(o, key))
            show(lambda: put(o, key))


def outer():
    yield from [1, [2]]
    yield 'end'


generator = outer()
next(generator)
show(lambda: generator.throw(1))
show(lambda: list(generator))
