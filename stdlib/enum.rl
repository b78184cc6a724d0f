"""Classes whose objects are a fixed set of named constants.

A class has no metaclass here: what Python's EnumType does is done by the hooks that this language gives a class
itself: __init_subclass__ makes the members, __class_iter__ and its like answer for the class.
"""

from types import MappingProxyType


class auto:
    """Stands for a value to be chosen: the next integer, or what _generate_next_value_ answers."""

    def resolve(self, choose):
        """The value, chosen once."""
        if not hasattr(self, 'value'):
            self.value = choose()
        return self.value

    def __or__(self, other):
        return _Combined(self, other, lambda a, b: a | b)

    def __and__(self, other):
        return _Combined(self, other, lambda a, b: a & b)

    def __xor__(self, other):
        return _Combined(self, other, lambda a, b: a ^ b)

    def __ror__(self, other):
        return _Combined(other, self, lambda a, b: a | b)

    def __repr__(self):
        return 'auto()'


class _Combined(auto):
    """READ | WRITE in a class body, where READ and WRITE are auto(): worked out when those are chosen."""

    def __init__(self, left, right, function):
        self.left, self.right, self.function = left, right, function

    def resolve(self, choose):
        parts = [part.resolve(choose) if isinstance(part, auto) else part for part in (self.left, self.right)]
        return self.function(*parts)


class nonmember:
    """Wraps an attribute that shall not become a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Wraps an attribute, such as a function, that shall become a member."""

    def __init__(self, value):
        self.value = value


property = property


def _is_constant(name, value):
    """Whether an attribute of the class body names a member."""
    if isinstance(value, member):
        return True
    if isinstance(value, (nonmember, type)) or name.startswith('__') and name.endswith('__'):
        return False
    if name.startswith('_') and name.endswith('_'):
        return False
    kind = type(value)
    return not (kind.__name__ in ('function', 'builtin_function_or_method') or isinstance(value, (staticmethod, classmethod))
                or hasattr(kind, '__get__') or isinstance(value, property))


class Enum:
    """Subclasses list constants: each becomes a member, the only object of the class with that name and value."""

    _member_map_ = {}
    _member_names_ = []

    def _generate_next_value_(name, start, count, last_values):
        numbers = [v for v in last_values if isinstance(v, int)]
        return max(numbers) + 1 if numbers else start

    def __init_subclass__(cls, boundary=None):
        if cls.__module__ in ('enum', '_flags'):
            return
        if cls._member_map_:
            raise TypeError("<enum '%s'> cannot extend %r" % (cls.__name__, cls.__mro__[1]))
        cls._prepare()
        ignored = cls.__dict__.get('_ignore_', ())
        if isinstance(ignored, str):
            ignored = ignored.replace(',', ' ').split()
        for name, value in list(cls.__dict__.items()):
            if name in ignored:
                delattr(cls, name)
            elif isinstance(value, nonmember):
                setattr(cls, name, value.value)
            elif _is_constant(name, value):
                cls._add(name, value.value if isinstance(value, member) else value)

    @classmethod
    def _prepare(cls):
        """Empty tables for the members; __init__ and __new__ of the class are set aside, since they make members
        only: calling the class looks one up."""
        cls._member_map_, cls._member_names_, cls._value2member_map_ = {}, [], {}
        cls.__members__ = MappingProxyType(cls._member_map_)
        cls._last_values_ = []
        own = cls.__dict__
        for name, kept in (('__init__', '_member_init_'), ('__new__', '_member_new_')):
            if name in own and cls.__mro__[1] is not object:
                setattr(cls, kept, own[name])
                delattr(cls, name)

    @classmethod
    def _add(cls, name, value):
        def choose():
            return cls._generate_next_value_(name, 1, len(cls._last_values_), list(cls._last_values_))

        if isinstance(value, auto):
            value = value.resolve(choose)
        elif isinstance(value, tuple):
            value = tuple(item.resolve(choose) if isinstance(item, auto) else item for item in value)
        given = value if isinstance(value, tuple) else (value,)
        if hasattr(cls, '_member_new_'):
            new = cls._member_new_(cls, *given)
            if not hasattr(new, '_value_'):
                new._value_ = value
        else:
            new = object.__new__(cls)
            new._value_ = cls._convert(value)
        cls._last_values_.append(new._value_)
        known = cls._find(new._value_)
        if known is not None:
            new = known
        else:
            new._name_ = name
            if hasattr(cls, '_member_init_'):
                cls._member_init_(new, *given)
            cls._remember(new)
        cls._member_map_[name] = new
        setattr(cls, name, new)

    @classmethod
    def _convert(cls, value):
        return value

    @classmethod
    def _remember(cls, new):
        new._sort_order_ = len(cls._member_names_)
        cls._member_names_.append(new._name_)
        try:
            cls._value2member_map_[new._value_] = new
        except TypeError:
            pass

    @classmethod
    def _find(cls, value):
        """The member of this value, or None."""
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            for known in cls._member_map_.values():
                if known._value_ == value:
                    return known
        return None

    def __new__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1):
        if names is not None:
            return _functional(cls, value, names, start)
        if isinstance(value, cls):
            return value
        found = cls._find(value)
        if found is None:
            found = cls._missing_(value)
        if found is None:
            raise ValueError('%r is not a valid %s' % (value, cls.__qualname__))
        if not isinstance(found, cls):
            raise TypeError('error in %s._missing_: returned %r instead of None or a valid member'
                            % (cls.__name__, found))
        return found

    @classmethod
    def _missing_(cls, value):
        return None

    def __class_iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __class_len__(cls):
        return len(cls._member_names_)

    def __class_contains__(cls, value):
        if not isinstance(value, Enum):
            raise TypeError("unsupported operand type(s) for 'in': '%s' and 'EnumType'" % type(value).__qualname__)
        return isinstance(value, cls) and value._name_ in cls._member_map_

    def __class_getitem__(cls, name):
        return cls._member_map_[name]

    def __class_repr__(cls):
        return "<enum '%s'>" % cls.__name__

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return '<%s.%s: %r>' % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        return '%s.%s' % (self.__class__.__name__, self._name_)

    def __format__(self, spec):
        return format(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __eq__(self, other):
        return True if self is other else NotImplemented

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __dir__(self):
        return sorted(['__class__', '__doc__', '__eq__', '__hash__', '__module__', 'name', 'value'])


def _functional(base, name, names, start):
    """Enum('Color', 'RED GREEN'): a class from a name and names of members."""
    if isinstance(names, str):
        names = names.replace(',', ' ').split()
    made = type(name, (base,), {})
    made._prepare()
    if isinstance(names, dict):
        names = list(names.items())
    for item in names:
        if isinstance(item, str):
            value = base._generate_next_value_(item, start, len(made._last_values_), list(made._last_values_))
            made._add(item, value)
        else:
            made._add(*item)
    return made


class _Numeric(Enum):
    """Members that count as their value: in arithmetic, comparisons, as an index and in formats."""

    def __str__(self):
        return str(self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)

    def __int__(self):
        return self._value_

    def __index__(self):
        return self._value_

    def __float__(self):
        return float(self._value_)

    def __bool__(self):
        return self._value_ != 0

    def __neg__(self):
        return -self._value_

    def __abs__(self):
        return abs(self._value_)


def _plain(value):
    return value._value_ if isinstance(value, _Numeric) or getattr(value, '_counts_as_value_', False) else value


def _lend(cls, base, names):
    """Gives cls the operators of base that work on values."""
    def lend(name):
        function = getattr(base, name)

        def method(self, *others):
            others = [_plain(other) for other in others]
            if not all(isinstance(other, (int, float, str)) for other in others):
                return NotImplemented
            return function(self._value_, *others)
        setattr(cls, name, method)
    for name in names.split():
        lend('__%s__' % name)


_comparisons = 'eq ne lt le gt ge '
_lend(_Numeric, int, _comparisons + 'add sub mul truediv floordiv mod pow and or xor lshift rshift radd rsub rmul '
      'rtruediv rfloordiv rmod rpow rand ror rxor divmod')


class IntEnum(_Numeric):
    """Constants that are also integers."""

    @classmethod
    def _convert(cls, value):
        return int(value)


class StrEnum(Enum):
    """Constants that are also text; auto() gives the lower-cased name."""

    _counts_as_value_ = True

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    @classmethod
    def _convert(cls, value):
        if not isinstance(value, str):
            raise TypeError('%r is not a string' % (value,))
        return value

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return format(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)

    def __len__(self):
        return len(self._value_)

    def __iter__(self):
        return iter(self._value_)

    def __getitem__(self, key):
        return self._value_[key]

    def __contains__(self, text):
        return text in self._value_

    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        return getattr(self._value_, name)

    def __radd__(self, other):
        return other + self._value_ if isinstance(other, str) else NotImplemented


_lend(StrEnum, str, _comparisons + 'add mul mod')


def unique(enumeration):
    """Refuses a class in which two names have the same value."""
    doubled = ['%s -> %s' % (name, known._name_)
               for name, known in enumeration.__members__.items() if name != known._name_]
    if doubled:
        raise ValueError('duplicate values found in %r: %s' % (enumeration, ', '.join(doubled)))
    return enumeration


# The flags inherit from Enum: they come once it is there.
from _flags import Flag, IntFlag
