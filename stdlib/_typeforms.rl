"""How type expressions print and compare: the classes behind the names of typing."""

_NoneType = type(None)


def _show(item):
    """How a class is written inside another type expression."""
    if item is ...:
        return '...'
    if isinstance(item, type):
        return item.__qualname__ if item.__module__ == 'builtins' else '%s.%s' % (item.__module__, item.__qualname__)
    if isinstance(item, list):
        return '[%s]' % ', '.join(map(_show, item))
    return repr(item)


def _class_of(item):
    """None stands for its class, text for a class still to be defined."""
    if item is None:
        return _NoneType
    return ForwardRef(item) if isinstance(item, str) else item


class ForwardRef:
    """The name of a class that is not defined yet."""

    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return 'ForwardRef(%r)' % self.__forward_arg__


class _Form:
    """A name such as List or Union, alone or with its parts."""

    def __init__(self, name, origin=None, args=None):
        self._name, self.__origin__ = name, origin
        if args is not None:
            self.__args__ = args

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        return _Form(self._name, self.__origin__, tuple(map(_class_of, params)))

    def __call__(self, *args, **kwargs):
        if isinstance(self.__origin__, type):
            return self.__origin__(*args, **kwargs)
        raise TypeError('Cannot instantiate %r' % self)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __eq__(self, other):
        return (isinstance(other, _Form) and self._name == other._name
                and getattr(self, '__args__', None) == getattr(other, '__args__', None))

    def __hash__(self):
        return hash((self._name, getattr(self, '__args__', None)))

    def __repr__(self):
        args = getattr(self, '__args__', None)
        if args is None:
            return 'typing.' + self._name
        return 'typing.%s[%s]' % (self._name, ', '.join(map(_show, args)) or '()')


class _UnionForm(_Form):
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if not params:
            raise TypeError('Cannot take a Union of no types.')
        flat = []
        for item in map(_class_of, params):
            for part in item.__args__ if isinstance(item, _UnionForm) else (item,):
                if part not in flat:
                    flat.append(part)
        return flat[0] if len(flat) == 1 else _UnionForm('Union', self, tuple(flat))

    def __eq__(self, other):
        return isinstance(other, _UnionForm) and set(getattr(self, '__args__', ())) == set(getattr(other, '__args__', ()))

    def __hash__(self):
        return hash(frozenset(getattr(self, '__args__', ())))

    def __repr__(self):
        args = getattr(self, '__args__', None)
        if args is None:
            return 'typing.Union'
        if len(args) == 2 and _NoneType in args:
            return 'typing.Optional[%s]' % _show(args[0] if args[1] is _NoneType else args[1])
        return 'typing.Union[%s]' % ', '.join(map(_show, args))


class _OptionalForm(_Form):
    def __getitem__(self, item):
        return Union[item, None]


class _LiteralForm(_Form):
    def __getitem__(self, params):
        params = params if isinstance(params, tuple) else (params,)
        return _LiteralForm('Literal', self, tuple(dict.fromkeys(params)))

    def __repr__(self):
        if not hasattr(self, '__args__'):
            return 'typing.Literal'
        return 'typing.Literal[%s]' % ', '.join(map(repr, self.__args__))


class _CallableForm(_Form):
    def __getitem__(self, params):
        arguments, result = params
        given = tuple(map(_class_of, arguments)) if isinstance(arguments, list) else (arguments,)
        return _CallableForm('Callable', self.__origin__, given + (_class_of(result),))

    def __repr__(self):
        if not hasattr(self, '__args__'):
            return 'typing.Callable'
        *given, result = self.__args__
        shown = '...' if given == [...] else '[%s]' % ', '.join(map(_show, given))
        return 'typing.Callable[%s, %s]' % (shown, _show(result))


class _AnnotatedForm(_Form):
    def __getitem__(self, params):
        made = _AnnotatedForm('Annotated', _class_of(params[0]), (params[0],))
        made.__metadata__ = tuple(params[1:])
        return made

    def __repr__(self):
        if not hasattr(self, '__args__'):
            return 'typing.Annotated'
        return 'typing.Annotated[%s]' % ', '.join([_show(self.__args__[0])] + list(map(repr, self.__metadata__)))


Union = _UnionForm('Union')
