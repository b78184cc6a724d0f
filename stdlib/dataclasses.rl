"""Classes that are mostly their fields."""

import copy
from types import MappingProxyType


class FrozenInstanceError(AttributeError):
    pass


class _Marker:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


class InitVar:
    """Marks a field that __init__ takes and passes on to __post_init__: InitVar[int]."""

    def __init__(self, type=None):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        return 'dataclasses.InitVar[%s]' % getattr(self.type, '__name__', self.type)


MISSING = _Marker('<dataclasses._MISSING_TYPE object>')
KW_ONLY = _Marker('<dataclasses._KW_ONLY_TYPE object>')


class Field:
    """What is known of one field."""

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = metadata or {}
        self.kw_only = kw_only
        self._init_only = False

    def __repr__(self):
        return ('Field(name=%r,type=%r,default=%r,default_factory=%r,init=%r,repr=%r,hash=%r,compare=%r,metadata=%r,'
                'kw_only=%r,_field_type=_FIELD)' % (
                    self.name, self.type, self.default, self.default_factory, self.init, self.repr, self.hash,
                    self.compare, MappingProxyType(self.metadata), self.kw_only))


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """A field with options: field(default_factory=list)."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _collect(cls, kw_only):
    """The fields of cls by name, those of the classes above it first."""
    found = {}
    for base in reversed(cls.__mro__[1:]):
        found.update(base.__dict__.get('__dataclass_fields__', {}))
    for name, annotation in cls.__dict__.get('__annotations__', {}).items():
        text = annotation if isinstance(annotation, str) else getattr(annotation, '__name__', repr(annotation))
        if text.startswith(('ClassVar', 'typing.ClassVar')):
            continue
        if annotation is KW_ONLY or text in ('KW_ONLY', 'dataclasses.KW_ONLY'):
            kw_only = True
            continue
        default = cls.__dict__.get(name, MISSING)
        if isinstance(default, Field):
            item = default
            if item.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, item.default)
        else:
            item = Field(default, MISSING, True, True, None, True, None, MISSING)
        if isinstance(item.default, (list, dict, set)):
            raise ValueError('mutable default %r for field %s is not allowed: use default_factory'
                             % (type(item.default), name))
        item.name, item.type = name, annotation
        item._init_only = isinstance(annotation, InitVar) or text.startswith(('InitVar', 'dataclasses.InitVar'))
        if item.kw_only is MISSING:
            item.kw_only = kw_only
        found[name] = item
    return found


def _make_init(cls, items, frozen):
    plain = [f for f in items if f.init and not f.kw_only]
    keyword = [f for f in items if f.init and f.kw_only]
    seen_default = None
    for f in plain:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f.name
        elif seen_default is not None:
            raise TypeError('non-default argument %r follows default argument' % f.name)
    names = [f.name for f in plain]
    known = names + [f.name for f in keyword]
    title = cls.__qualname__ + '.__init__()'

    def missing_text(missing, kind):
        quoted = ["'%s'" % name for name in missing]
        text = quoted[0]
        if len(quoted) == 2:
            text = ' and '.join(quoted)
        elif len(quoted) > 2:
            text = ', '.join(quoted[:-1]) + ', and ' + quoted[-1]
        return '%s missing %d required %s argument%s: %s' % (
            title, len(missing), kind, 's' if len(missing) > 1 else '', text)

    def __init__(self, /, *args, **kwargs):
        if len(args) > len(names):
            required = sum(1 for f in plain if f.default is MISSING and f.default_factory is MISSING)
            count = str(len(names) + 1) if required == len(names) else 'from %d to %d' % (required + 1, len(names) + 1)
            raise TypeError('%s takes %s positional argument%s but %d were given' % (
                title, count, '' if len(names) == 0 else 's', len(args) + 1))
        values = dict(zip(names, args))
        for name, value in kwargs.items():
            if name not in known:
                raise TypeError("%s got an unexpected keyword argument '%s'" % (title, name))
            if name in values:
                raise TypeError("%s got multiple values for argument '%s'" % (title, name))
            values[name] = value
        for group, kind in ((plain, 'positional'), (keyword, 'keyword-only')):
            missing = [f.name for f in group
                       if f.name not in values and f.default is MISSING and f.default_factory is MISSING]
            if missing:
                raise TypeError(missing_text(missing, kind))
        passed_on = []
        for f in items:
            if f.name in values:
                value = values[f.name]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif f.default is not MISSING:
                value = f.default
            else:
                continue
            if f._init_only:
                passed_on.append(value)
            else:
                object.__setattr__(self, f.name, value)
        if hasattr(self, '__post_init__'):
            self.__post_init__(*passed_on)
    return __init__


def _key(self, items):
    return tuple(getattr(self, f.name) for f in items)


def _comparison(items, function):
    def method(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return function(_key(self, items), _key(other, items))
    return method


def _freeze(cls, items):
    names = {f.name for f in items}

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError('cannot assign to field %r' % name)
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError('cannot delete field %r' % name)
        super(cls, self).__delattr__(name)
    cls.__setattr__ = __setattr__
    cls.__delattr__ = __delattr__


def _confine(cls, items):
    """slots=True: only the fields can be set."""
    names = {f.name for f in items}
    cls.__slots__ = tuple(f.name for f in items)

    def __setattr__(self, name, value):
        if name not in names and not hasattr(type(self), name):
            raise AttributeError('%r object has no attribute %r' % (type(self).__name__, name))
        object.__setattr__(self, name, value)
    cls.__setattr__ = __setattr__


def _process(cls, init, repr_, eq, order, unsafe_hash, frozen, kw_only, slots):
    found = _collect(cls, kw_only)
    every = list(found.values())
    items = [f for f in every if not f._init_only]
    cls.__dataclass_fields__ = found
    cls.__match_args__ = tuple(f.name for f in every if f.init and not f.kw_only)
    own = cls.__dict__
    if init:
        cls.__init__ = _make_init(cls, every, frozen)
    if repr_ and '__repr__' not in own:
        shown = [f for f in items if f.repr]

        open_now = set()

        def __repr__(self):
            key = id(self)
            if key in open_now:
                return '...'
            open_now.add(key)
            try:
                return '%s(%s)' % (self.__class__.__qualname__,
                                   ', '.join(['%s=%r' % (f.name, getattr(self, f.name)) for f in shown]))
            finally:
                open_now.discard(key)
        cls.__repr__ = __repr__
    compared = [f for f in items if f.compare]
    if eq and '__eq__' not in own:
        cls.__eq__ = _comparison(compared, lambda a, b: a == b)
    if order:
        if not eq:
            raise ValueError('eq must be true if order is true')
        for name, function in (('__lt__', lambda a, b: a < b), ('__le__', lambda a, b: a <= b),
                               ('__gt__', lambda a, b: a > b), ('__ge__', lambda a, b: a >= b)):
            if name in own:
                raise TypeError('Cannot overwrite attribute %s in class %s. '
                                'Consider using functools.total_ordering' % (name, cls.__name__))
            setattr(cls, name, _comparison(compared, function))
    if unsafe_hash or eq and frozen:
        hashed = [f for f in items if (f.compare if f.hash is None else f.hash)]
        if '__hash__' not in own:
            cls.__hash__ = lambda self: hash(_key(self, hashed))
    elif eq and '__hash__' not in own:
        cls.__hash__ = None
    if slots and '__setattr__' not in own:
        _confine(cls, items)
    if frozen:
        _freeze(cls, items)
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Gives a class __init__, __repr__ and __eq__ (and more when asked) from its annotated fields."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, kw_only, slots)
    return wrap if cls is None else wrap(cls)


def is_dataclass(obj):
    """Whether obj is a data class or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), '__dataclass_fields__')


def fields(class_or_instance):
    """The fields of a data class."""
    if not is_dataclass(class_or_instance):
        raise TypeError('must be called with a dataclass type or instance')
    return tuple(f for f in class_or_instance.__dataclass_fields__.values() if not f._init_only)


def _plain(value, factory):
    if is_dataclass(value) and not isinstance(value, type):
        return factory([(f.name, _plain(getattr(value, f.name), factory)) for f in fields(value)])
    if isinstance(value, tuple) and hasattr(value, '_fields'):
        return type(value)(*[_plain(v, factory) for v in value])
    if isinstance(value, (list, tuple)):
        return type(value)([_plain(v, factory) for v in value])
    if isinstance(value, dict):
        return type(value)([(_plain(k, factory), _plain(v, factory)) for k, v in value.items()])
    return copy.deepcopy(value)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dictionary, data classes inside included."""
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError('asdict() should be called on dataclass instances')
    return _plain(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The values of the fields, data classes inside included."""
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError('astuple() should be called on dataclass instances')
    return _plain(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def replace(obj, /, **changes):
    """A copy of a data class instance with some fields changed."""
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError('replace() should be called on dataclass instances')
    for f in fields(obj):
        if not f.init:
            if f.name in changes:
                raise ValueError('field %s is declared with init=False, it cannot be specified with replace()' % f.name)
            continue
        if f.name not in changes:
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    """A data class from names, or pairs and triples of name, type and default."""
    body = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            annotations[item] = 'typing.Any'
        else:
            annotations[item[0]] = item[1]
            if len(item) == 3:
                body[item[0]] = item[2]
    body['__annotations__'] = annotations
    return dataclass(type(cls_name, bases, body), **options)
