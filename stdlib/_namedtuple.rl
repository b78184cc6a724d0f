"""Classes of tuples whose items have names: collections.namedtuple."""

_keywords = {'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def',
             'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is',
             'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield'}


def _check_names(typename, names, rename):
    if rename:
        seen = set()
        for i, name in enumerate(names):
            if not name.isidentifier() or name in _keywords or name.startswith('_') or name in seen:
                names[i] = '_%d' % i
            seen.add(name)
    for name in [typename] + names:
        if not name.isidentifier():
            raise ValueError('Type names and field names must be valid identifiers: %r' % name)
        if name in _keywords:
            raise ValueError('Type names and field names cannot be a keyword: %r' % name)
    seen = set()
    for name in names:
        if name.startswith('_') and not rename:
            raise ValueError('Field names cannot start with an underscore: %r' % name)
        if name in seen:
            raise ValueError('Encountered duplicate field name: %r' % name)
        seen.add(name)
    return tuple(names)


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A class of tuples whose items have names."""
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    fields = _check_names(typename, list(map(str, field_names)), rename)
    defaults = tuple(defaults or ())
    if len(defaults) > len(fields):
        raise TypeError('Got more default values than field names')
    made = members(typename, fields, defaults)
    made['__module__'] = '__main__' if module is None else module
    return type(typename, (tuple,), made)


def members(typename, fields, defaults):
    """The attributes of a class of named tuples."""
    field_defaults = dict(zip(fields[len(fields) - len(defaults):], defaults))

    def fill(args, kwargs):
        if len(args) > len(fields):
            count = str(len(fields) + 1)
            if defaults:
                count = 'from %d to %s' % (len(fields) - len(defaults) + 1, count)
            raise TypeError('%s.__new__() takes %s positional arguments but %d were given'
                            % (typename, count, len(args) + 1))
        values = dict(zip(fields, args))
        for name, value in kwargs.items():
            if name in values:
                raise TypeError("%s.__new__() got multiple values for argument '%s'" % (typename, name))
            if name not in fields:
                raise TypeError("%s.__new__() got an unexpected keyword argument '%s'" % (typename, name))
            values[name] = value
        missing = [name for name in fields if name not in values and name not in field_defaults]
        if missing:
            quoted = ["'%s'" % name for name in missing]
            text = quoted[0]
            if len(quoted) == 2:
                text = ' and '.join(quoted)
            elif len(quoted) > 2:
                text = ', '.join(quoted[:-1]) + ', and ' + quoted[-1]
            raise TypeError('%s.__new__() missing %d required positional argument%s: %s'
                            % (typename, len(missing), 's' if len(missing) > 1 else '', text))
        return [values[name] if name in values else field_defaults[name] for name in fields]

    def __new__(cls, /, *args, **kwargs):
        if len(args) != len(fields) or kwargs:
            args = fill(args, kwargs)
        return tuple.__new__(cls, args)

    def _make(cls, iterable):
        items = tuple(iterable)
        if len(items) != len(fields):
            raise TypeError('Expected %d arguments, got %d' % (len(fields), len(items)))
        return tuple.__new__(cls, items)

    def _replace(self, /, **kwds):
        result = self._make([kwds.pop(name, value) for name, value in zip(fields, self)])
        if kwds:
            raise ValueError('Got unexpected field names: %r' % list(kwds))
        return result

    def _asdict(self):
        """The fields as a dictionary."""
        return dict(zip(fields, self))

    def __repr__(self):
        return '%s(%s)' % (self.__class__.__name__,
                           ', '.join('%s=%r' % pair for pair in zip(fields, self)))

    def refuse(self, value):
        raise AttributeError("can't set attribute")

    def getter(index):
        return property(lambda self: self[index], refuse)

    found = {
        '__doc__': '%s(%s)' % (typename, ', '.join(fields)),
        '__slots__': (),
        '_fields': fields,
        '_field_defaults': field_defaults,
        '__match_args__': fields,
        '__new__': __new__,
        '_make': classmethod(_make),
        '_replace': _replace,
        '_asdict': _asdict,
        '__repr__': __repr__,
        '__getnewargs__': lambda self: tuple(self),
    }
    for index, name in enumerate(fields):
        found[name] = getter(index)
    return found
