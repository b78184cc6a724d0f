"""copy.copy and copy.deepcopy call what the class defines, in CPython's order."""
import copy


def show(thunk):
    try:
        print(thunk())
    except Exception as error:
        print(type(error).__name__, error)


def kinds():
    for base in (object, list, dict, set, tuple, str, int, Exception):
        class Kind(base):
            def __new__(cls, *arguments):
                print('new', cls.__name__, arguments)
                return base.__new__(cls, *arguments) if base is not object else object.__new__(cls)

            def __init__(self, *arguments):
                print('init', arguments)

            def __getattr__(self, name):
                if name == '__setstate__':
                    print('asked for', name)
                raise AttributeError(name)

        yield Kind


for kind in kinds():
    o = kind()
    if isinstance(o, list):
        o.append([1])
    if isinstance(o, dict):
        o['k'] = [1]
    show(lambda: type(copy.copy(o)).__mro__[1].__name__)
    o.x = [2]
    show(lambda: copy.copy(o).x is o.x)
    show(lambda: copy.deepcopy(o).x is o.x)
    if isinstance(o, list):
        show(lambda: (copy.copy(o)[0] is o[0], copy.deepcopy(o)[0] is o[0]))


class Answers:
    def __getattr__(self, name):
        return 5


class Raises:
    def __getattr__(self, name):
        raise KeyError(name)


for kind in (Answers, Raises):
    o = kind()
    show(lambda: type(copy.copy(o)).__name__)
    o.x = 1
    show(lambda: type(copy.copy(o)).__name__)


class Loud(list):
    def __iter__(self):
        print('iter')
        return super().__iter__()

    def append(self, item):
        print('append', item)
        super().append(item)


show(lambda: copy.copy(Loud([1, 2])))
