"""The operators as functions."""

from _operator import (
    lt, le, eq, ne, ge, gt, not_, truth, is_, is_not, add, sub, mul, matmul, truediv, floordiv, mod, pow, and_, or_, xor,
    lshift, rshift, neg, pos, invert, inv, abs, index, concat, contains, getitem, setitem, delitem, countOf, indexOf,
    length_hint, call, iadd, isub, imul, imatmul, itruediv, ifloordiv, imod, ipow, iand, ior, ixor, ilshift, irshift,
    iconcat)


class itemgetter:
    """Calls give x[item], or a tuple of several items."""

    def __init__(self, /, *items):
        if not items:
            raise TypeError('itemgetter expected 1 argument, got 0')
        self._items = items

    def __call__(self, obj, /):
        if len(self._items) == 1:
            return obj[self._items[0]]
        return tuple(obj[item] for item in self._items)

    def __repr__(self):
        return 'operator.itemgetter(%s)' % ', '.join(map(repr, self._items))


class attrgetter:
    """Calls give x.name (dots reach further), or a tuple of several attributes."""

    def __init__(self, /, *attrs):
        if not attrs:
            raise TypeError('attrgetter expected 1 argument, got 0')
        self._attrs = attrs
        for name in self._attrs:
            if not isinstance(name, str):
                raise TypeError('attribute name must be a string')

    def _get(self, obj, path):
        for name in path.split('.'):
            obj = getattr(obj, name)
        return obj

    def __call__(self, obj, /):
        if len(self._attrs) == 1:
            return self._get(obj, self._attrs[0])
        return tuple(self._get(obj, path) for path in self._attrs)

    def __repr__(self):
        return 'operator.attrgetter(%s)' % ', '.join(map(repr, self._attrs))


class methodcaller:
    """Calls give x.name(…) with the arguments given here."""

    def __init__(self, name=None, /, *args, **kwargs):
        if name is None:
            raise TypeError('methodcaller needs at least one argument, the method name')
        if not isinstance(name, str):
            raise TypeError('method name must be a string')
        self._name, self._args, self._kwargs = name, args, kwargs

    def __call__(self, obj, /):
        return getattr(obj, self._name)(*self._args, **self._kwargs)

    def __repr__(self):
        parts = [repr(self._name)] + list(map(repr, self._args)) + ['%s=%r' % pair for pair in self._kwargs.items()]
        return 'operator.methodcaller(%s)' % ', '.join(parts)
