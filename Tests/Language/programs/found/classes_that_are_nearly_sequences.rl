"""Sums and products of sequences with objects whose classes define some of the operators, and say no."""


def show(thunk):
    try:
        print(thunk())
    except Exception as error:
        print(type(error).__name__, error)


def make(base, **methods):
    return type('A', (base,), {name: method for name, method in methods.items()})()


def no(self, other):
    return NotImplemented


def yes(self, other):
    return 'answered'


def two(self):
    return 2


def huge(self):
    return 10 ** 20


for base in (str, list, tuple, object):
    for methods in [dict(__mul__=no), dict(__rmul__=no), dict(__rmul__=yes), dict(__rmul__=yes, __index__=huge),
                    dict(__index__=two), dict(__add__=no), dict(__radd__=yes), dict(__radd__=no), dict(__mul__=yes)]:
        o = make(base, **methods)
        print(base.__name__, list(methods))
        for thunk in [lambda: o * 2, lambda: 2 * o, lambda: [1] * o, lambda: 'a' * o, lambda: o * 'a', lambda: o * o,
                      lambda: o + o, lambda: [1] + o, lambda: 'a' + o, lambda: o + 1, lambda: 1 + o, lambda: o + [1]]:
            show(thunk)


def in_place(left, right, times):
    if times:
        left *= right
    else:
        left += right
    return left


for times in (False, True):
    for methods in [dict(__radd__=yes), dict(__rmul__=yes), dict(__mul__=no), dict(__index__=two), dict(__iadd__=no)]:
        for base in (list, str, object):
            o = make(base, **methods)
            for left, right in [([1], o), ('a', o), (o, 2), (o, [1]), (o, o), ((1,), o)]:
                show(lambda: in_place(left, right, times))


class Plain:
    def __radd__(self, other):
        return 0


show(lambda: Plain() + Plain())
show(lambda: sum([Plain()]))
show(lambda: sum([Plain(), Plain()]))
