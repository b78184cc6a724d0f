"""Functions that make functions of functions."""

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__')
WRAPPER_UPDATES = ('__dict__',)
_missing = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Gives wrapper the name and documentation of wrapped."""
    for name in assigned:
        try:
            setattr(wrapper, name, getattr(wrapped, name))
        except (AttributeError, TypeError):
            pass
    for name, value in (getattr(wrapped, '__dict__', None) or {}).items():
        setattr(wrapper, name, value)
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator for wrappers that should look like wrapped."""
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


def reduce(*arguments, **keywords):
    """reduce(function, sequence, initial): folds from the left, function(function(a, b), c)…"""
    if keywords:
        raise TypeError('reduce() takes no keyword arguments')
    if not 2 <= len(arguments) <= 3:
        raise TypeError('reduce expected at %s, got %d'
                        % ('least 2 arguments' if len(arguments) < 2 else 'most 3 arguments', len(arguments)))
    function, sequence, initial = (arguments + (_missing,))[:3]
    try:
        iterator = iter(sequence)
    except TypeError:
        raise TypeError('reduce() arg 2 must support iteration') from None
    if initial is _missing:
        try:
            value = next(iterator)
        except StopIteration:
            raise TypeError('reduce() of empty iterable with no initial value') from None
    else:
        value = initial
    for item in iterator:
        value = function(value, item)
    return value


class partial:
    """A function with some of its arguments given already."""

    def __init__(self, /, *args, **keywords):
        if not args:
            raise TypeError("type 'partial' takes at least one argument")
        func, args = args[0], args[1:]
        if not callable(func):
            raise TypeError('the first argument must be callable')
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func, self.args, self.keywords = func, args, keywords

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)] + [repr(a) for a in self.args]
        parts += ['%s=%r' % pair for pair in self.keywords.items()]
        return 'functools.partial(%s)' % ', '.join(parts)


class partialmethod:
    """partial for methods."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError('%r is not callable or a descriptor' % (func,))
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, obj, cls=None):
        if isinstance(self.func, (classmethod, staticmethod)):
            bound = self.func.__get__(obj, cls)
            return partial(bound, *self.args, **self.keywords)

        def method(*args, **keywords):
            if obj is not None:
                return self.func(obj, *self.args, *args, **{**self.keywords, **keywords})
            return self.func(*args[:1], *self.args, *args[1:], **{**self.keywords, **keywords})
        return method

    def __repr__(self):
        parts = [repr(self.func)] + list(map(repr, self.args)) + ['%s=%r' % pair for pair in self.keywords.items()]
        return 'functools.partialmethod(%s)' % ', '.join(parts)


def cmp_to_key(mycmp):
    """A sort key from an old-style comparison function."""
    class K:
        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0
    return K


class _CacheInfo(tuple):
    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return 'CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)' % tuple(self)


def _cached(user_function, maxsize, typed):
    results = {}
    hits = misses = 0

    def wrapper(*args, **kwargs):
        nonlocal hits, misses
        key = args
        if kwargs:
            key = (args, _missing, tuple(kwargs.items()))
        if typed:
            key = (key, tuple(type(a) for a in args), tuple(type(v) for v in kwargs.values()))
        result = results.get(key, _missing)
        if result is not _missing:
            hits += 1
            if maxsize is not None:
                del results[key]
                results[key] = result
            return result
        misses += 1
        result = user_function(*args, **kwargs)
        if maxsize == 0:
            return result
        if maxsize is not None and len(results) >= maxsize:
            for oldest in results:
                break
            del results[oldest]
        results[key] = result
        return result

    def cache_info():
        """How often a result was found, and how often it had to be made."""
        return _CacheInfo((hits, misses, maxsize, len(results)))

    def cache_clear():
        """Forgets all results."""
        nonlocal hits, misses
        hits = misses = 0
        results.clear()

    update_wrapper(wrapper, user_function)
    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return wrapper


def lru_cache(maxsize=128, typed=False):
    """Remembers the results of the last maxsize different calls."""
    if callable(maxsize):
        return _cached(maxsize, 128, typed)
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorate(user_function):
        return _cached(user_function, maxsize, typed)
    return decorate


def cache(user_function, /):
    """Remembers the result of every call."""
    return _cached(user_function, None, False)


class cached_property:
    """An attribute that is computed once, when it is first asked for."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError('Cannot assign the same cached_property to two different names (%r and %r).'
                            % (self.attrname, name))

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


def total_ordering(cls):
    """Adds the comparisons that follow from __eq__ and one of the others."""
    def define(name, function):
        if getattr(cls, name) is getattr(object, name, None):
            setattr(cls, name, function)

    def given(name):
        return getattr(cls, name) is not getattr(object, name, None)

    def combined(name, negate, join, other):
        """A comparison from the one called name: negated or not, joined with == or !=."""
        def compare(a, b):
            result = getattr(type(a), name)(a, b)
            if result is NotImplemented:
                return result
            result = not result if negate else result
            if join == 'or':
                return result or (a == b if other else a != b)
            if join == 'and':
                return result and (a == b if other else a != b)
            return result
        return compare

    if given('__lt__'):
        define('__gt__', combined('__lt__', True, 'and', False))
        define('__le__', combined('__lt__', False, 'or', True))
        define('__ge__', combined('__lt__', True, None, None))
    elif given('__le__'):
        define('__ge__', combined('__le__', True, 'or', True))
        define('__lt__', combined('__le__', False, 'and', False))
        define('__gt__', combined('__le__', True, None, None))
    elif given('__gt__'):
        define('__lt__', combined('__gt__', True, 'and', False))
        define('__ge__', combined('__gt__', False, 'or', True))
        define('__le__', combined('__gt__', True, None, None))
    elif given('__ge__'):
        define('__le__', combined('__ge__', True, 'or', True))
        define('__gt__', combined('__ge__', False, 'and', False))
        define('__lt__', combined('__ge__', True, None, None))
    else:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    return cls


def singledispatch(func):
    """A function with variants chosen by the class of the first argument."""
    registry = {object: func}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return func

    def register(cls, func=None):
        if func is None:
            if _is_class(cls):
                return lambda f: register(cls, f)
            # Annotations are not kept: the class has to be given.
            raise TypeError('Invalid first argument to `register()`: %r. Use `@register(some_class)`.' % (cls,))
        for one in getattr(cls, '__args__', None) or (cls,):
            registry[one] = func
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(func.__name__ + ' requires at least 1 positional argument')
        return dispatch(type(args[0]))(*args, **kw)

    update_wrapper(wrapper, func)
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return wrapper


def _is_class(value):
    return isinstance(value, type) or hasattr(value, '__args__')


class singledispatchmethod:
    """singledispatch for methods: chosen by the class of the first argument after self."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError('%r is not callable or a descriptor' % (func,))
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Adds a variant for a class."""
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            chosen = self.dispatcher.dispatch(type(args[0]))
            if hasattr(chosen, '__get__') and not hasattr(chosen, '__code__') and isinstance(chosen, (classmethod, staticmethod)):
                return chosen.__get__(obj, cls)(*args, **kwargs)
            return chosen(obj, *args, **kwargs)
        method.register = self.register
        return update_wrapper(method, self.func)
