"""Names for annotations. The language accepts annotations and ignores them; so are these."""


class _Special:
    def __init__(self, name, args=()):
        self._name, self.__args__ = name, args

    def __getitem__(self, item):
        return _Special(self._name, item if isinstance(item, tuple) else (item,))

    def __call__(self, *args, **kwargs):
        return None

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        if not self.__args__:
            return 'typing.' + self._name
        names = [a.__name__ if isinstance(a, type) else repr(a) for a in self.__args__]
        return 'typing.%s[%s]' % (self._name, ', '.join(names))


Any = _Special('Any')
Union = _Special('Union')
Optional = _Special('Optional')
List = _Special('List')
Dict = _Special('Dict')
Set = _Special('Set')
FrozenSet = _Special('FrozenSet')
Tuple = _Special('Tuple')
Type = _Special('Type')
Callable = _Special('Callable')
Iterable = _Special('Iterable')
Iterator = _Special('Iterator')
Generator = _Special('Generator')
Sequence = _Special('Sequence')
Mapping = _Special('Mapping')
MutableMapping = _Special('MutableMapping')
Hashable = _Special('Hashable')
Sized = _Special('Sized')
Literal = _Special('Literal')
Final = _Special('Final')
ClassVar = _Special('ClassVar')
Annotated = _Special('Annotated')
DefaultDict = _Special('DefaultDict')
Deque = _Special('Deque')
Counter = _Special('Counter')
IO = _Special('IO')
TextIO = _Special('TextIO')
BinaryIO = _Special('BinaryIO')
Text = str
AnyStr = _Special('AnyStr')
NoReturn = _Special('NoReturn')
Self = _Special('Self')
TYPE_CHECKING = False


class Generic:
    def __class_getitem__(cls, item):
        return cls


class Protocol:
    def __class_getitem__(cls, item):
        return cls


def TypeVar(name, *constraints, bound=None, covariant=False, contravariant=False):
    return _Special(name)


def NewType(name, tp):
    """A function that gives back what it is given."""
    return lambda x: x


def cast(typ, val):
    return val


def overload(func):
    return func


def final(f):
    return f


def no_type_check(arg):
    return arg


def runtime_checkable(cls):
    return cls


def get_type_hints(obj, *args, **kwargs):
    return dict(getattr(obj, '__annotations__', {}))


def NamedTuple(typename, fields=(), **kwargs):
    """A named tuple class from pairs of names and types."""
    from collections import namedtuple
    return namedtuple(typename, [name for name, _ in list(fields) + list(kwargs.items())])
