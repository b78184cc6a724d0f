"""int(), float(), bytes() and % of objects that have some of the methods of numbers, or give wrong answers."""
import math


def show(thunk):
    try:
        value = thunk()
        print('an iterator' if hasattr(value, '__next__') else value)
    except Exception as error:
        print(type(error).__name__, error)


answers = {
    'a text': lambda self: 'text', 'true': lambda self: True, 'a float': lambda self: 1.5, 'none': lambda self: None,
    'huge': lambda self: 10 ** 20, 'an error': lambda self: 1 / 0, 'an iterator': lambda self: iter([1, 2]),
}
for base in (object, str, list):
    for name in ('__int__', '__index__', '__trunc__', '__float__', '__bytes__', '__iter__', '__len__', '__length_hint__'):
        for answer, method in answers.items():
            o = type('A', (base,), {name: method})()
            print(base.__name__, name, answer)
            for thunk in (lambda: float(o), lambda: '%d' % o, lambda: '%x' % o, lambda: '%c' % o,
                          lambda: '%f' % o, lambda: bytes(o), lambda: math.trunc(o), lambda: tuple(o), lambda: list(o),
                          lambda: print(*o), lambda: [*o], lambda: sorted(o), lambda: b'abc'[o:]):
                show(thunk)
            if answer != 'huge':
                show(lambda: range(o))
            if (name, answer) not in [('__int__', 'true'), ('__trunc__', 'true')]:
                show(lambda: int(o))
show(lambda: range(-10 ** 30, b'abc'))
show(lambda: pow(range(4), {}, 2 / 3))
show(lambda: 10 ** 25 in b'abc')
show(lambda: math.fsum([-0.0, -0.0]))
