"""Names for annotations. The language accepts annotations and ignores them; so are these, save that they print, compare
and take their parts in brackets as Python's do."""

import collections
import collections.abc as _abc
from _namedtuple import members as _members, namedtuple as _namedtuple
from _typeforms import (ForwardRef, _AnnotatedForm, _CallableForm, _Form, _LiteralForm, _OptionalForm, _UnionForm,
                        _show, Union)

Optional = _OptionalForm('Optional')
Literal = _LiteralForm('Literal')
Callable = _CallableForm('Callable', _abc.Callable)
Annotated = _AnnotatedForm('Annotated')
Any = _Form('Any')
NoReturn = _Form('NoReturn')
Never = _Form('Never')
Self = _Form('Self')
LiteralString = _Form('LiteralString')
Final = _Form('Final')
ClassVar = _Form('ClassVar')
TypeAlias = _Form('TypeAlias')
TypeGuard = _Form('TypeGuard')
Concatenate = _Form('Concatenate')
Required = _Form('Required')
NotRequired = _Form('NotRequired')
Unpack = _Form('Unpack')
List = _Form('List', list)
Dict = _Form('Dict', dict)
Set = _Form('Set', set)
FrozenSet = _Form('FrozenSet', frozenset)
Tuple = _Form('Tuple', tuple)
Type = _Form('Type', type)
DefaultDict = _Form('DefaultDict', collections.defaultdict)
OrderedDict = _Form('OrderedDict', collections.OrderedDict)
Counter = _Form('Counter', collections.Counter)
ChainMap = _Form('ChainMap', collections.ChainMap)
Deque = _Form('Deque', collections.deque)
Iterable = _Form('Iterable', _abc.Iterable)
Iterator = _Form('Iterator', _abc.Iterator)
Generator = _Form('Generator', _abc.Generator)
Sequence = _Form('Sequence', _abc.Sequence)
MutableSequence = _Form('MutableSequence', _abc.MutableSequence)
Mapping = _Form('Mapping', _abc.Mapping)
MutableMapping = _Form('MutableMapping', _abc.MutableMapping)
AbstractSet = _Form('AbstractSet', _abc.Set)
MutableSet = _Form('MutableSet', _abc.MutableSet)
Collection = _Form('Collection', _abc.Collection)
Container = _Form('Container', _abc.Container)
Reversible = _Form('Reversible', _abc.Reversible)
KeysView = _Form('KeysView', _abc.KeysView)
ValuesView = _Form('ValuesView', _abc.ValuesView)
ItemsView = _Form('ItemsView', _abc.ItemsView)
Hashable = _Form('Hashable', _abc.Hashable)
Sized = _Form('Sized', _abc.Sized)
ByteString = _Form('ByteString', bytes)
ContextManager = _Form('ContextManager')
Awaitable = _Form('Awaitable')
Coroutine = _Form('Coroutine')
AsyncIterable = _Form('AsyncIterable')
AsyncIterator = _Form('AsyncIterator')
AsyncGenerator = _Form('AsyncGenerator')
Pattern = _Form('Pattern')
Match = _Form('Match')
IO = _Form('IO')
TextIO = _Form('TextIO')
BinaryIO = _Form('BinaryIO')
Text = str
TYPE_CHECKING = False


class TypeVar:
    """A name that stands for a class still to be chosen."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__, self.__constraints__, self.__bound__ = name, constraints, bound
        self.__covariant__, self.__contravariant__ = covariant, contravariant

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__


class ParamSpec(TypeVar):
    args = kwargs = None


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


AnyStr = TypeVar('AnyStr', bytes, str)


class _ClassAlias:
    """Stack[int]: a class with its parts, to be called as the class."""

    def __init__(self, origin, args):
        self.__origin__, self.__args__ = origin, args

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __getitem__(self, params):
        return _ClassAlias(self.__origin__, params if isinstance(params, tuple) else (params,))

    def __eq__(self, other):
        return isinstance(other, _ClassAlias) and (self.__origin__, self.__args__) == (other.__origin__, other.__args__)

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getattr__(self, name):
        return getattr(self.__origin__, name)

    def __repr__(self):
        return '%s[%s]' % (_show(self.__origin__), ', '.join(map(_show, self.__args__)))


class Generic:
    """The base of classes with parts: class Stack(Generic[T])."""

    def __class_getitem__(cls, params):
        if cls is Generic:
            return cls
        return _ClassAlias(cls, params if isinstance(params, tuple) else (params,))


class Protocol:
    """The base of classes that describe what others can do."""

    _runtime = False

    def __class_getitem__(cls, params):
        return cls

    @classmethod
    def __subclasshook__(cls, other):
        if cls is Protocol or not cls._runtime:
            return NotImplemented
        names = [name for name in cls.__dict__ if not name.startswith('__') and name != '_runtime']
        return all(hasattr(other, name) for name in names) or NotImplemented


def runtime_checkable(cls):
    """Lets isinstance ask whether an object has the methods of a protocol."""
    cls._runtime = True
    return cls


class NamedTuple(tuple):
    """The base of named tuples written as classes, or called with a name and pairs of names and types."""

    def __init_subclass__(cls):
        if cls.__mro__[1] is not NamedTuple:
            return
        fields = tuple(cls.__dict__.get('__annotations__', {}))
        defaults = []
        for name in fields:
            if name in cls.__dict__:
                defaults.append(cls.__dict__[name])
            elif defaults:
                raise TypeError('non-default namedtuple field %s cannot follow default field %s'
                                % (name, fields[fields.index(name) - 1]))
        own = cls.__dict__
        for name, value in _members(cls.__name__, fields, tuple(defaults)).items():
            if name in fields or name not in own:
                setattr(cls, name, staticmethod(value) if name == '__new__' else value)

    def __new__(cls, typename, fields=(), /, **kwargs):
        return _namedtuple(typename, [name for name, _ in list(fields) + list(kwargs.items())])


class TypedDict(dict):
    """The base of dictionaries with known keys: calling the class makes a plain dict."""

    def __new__(cls, *args, **kwargs):
        return dict(*args, **kwargs)


def NewType(name, tp):
    """A function that gives back what it is given."""
    def new_type(x):
        return x
    new_type.__name__ = new_type.__qualname__ = name
    new_type.__supertype__ = tp
    return new_type


def get_origin(tp):
    """list for List[int], Union for Optional[int], None for a plain class."""
    if isinstance(tp, _AnnotatedForm) and hasattr(tp, '__args__'):
        return Annotated
    if isinstance(tp, (_Form, _ClassAlias)):
        return tp.__origin__ if hasattr(tp, '__args__') or not isinstance(tp, (_UnionForm, _LiteralForm)) else None
    if tp is Generic:
        return Generic
    if isinstance(tp, type(int | str)):
        return type(tp)
    return getattr(tp, '__origin__', None)


def get_args(tp):
    """The parts of a type expression."""
    if isinstance(tp, _AnnotatedForm) and hasattr(tp, '__args__'):
        return tp.__args__ + tp.__metadata__
    args = getattr(tp, '__args__', ())
    if isinstance(tp, _CallableForm) and args and args[0] is not ...:
        return (list(args[:-1]), args[-1])
    return args


def is_typeddict(tp):
    return isinstance(tp, type) and issubclass(tp, TypedDict) and tp is not TypedDict


def cast(typ, val):
    return val


def overload(func):
    return func


def final(f):
    return f


def override(f):
    return f


def no_type_check(arg):
    return arg


def assert_type(val, typ):
    return val


def assert_never(arg):
    raise AssertionError('Expected code to be unreachable, but got: %r' % (arg,))


def reveal_type(obj):
    print('Runtime type is %r' % type(obj).__name__)
    return obj


def dataclass_transform(**kwargs):
    return lambda cls: cls


def get_type_hints(obj, *args, **kwargs):
    return dict(getattr(obj, '__annotations__', {}))


class SupportsInt(Protocol):
    _runtime = True

    def __int__(self):
        return 0


class SupportsFloat(Protocol):
    _runtime = True

    def __float__(self):
        return 0.0


class SupportsIndex(Protocol):
    _runtime = True

    def __index__(self):
        return 0


class SupportsAbs(Protocol):
    _runtime = True

    def __abs__(self):
        return 0


class SupportsRound(Protocol):
    _runtime = True

    def __round__(self, ndigits=0):
        return 0
