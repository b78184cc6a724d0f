"""Abstract base classes: classes that cannot be instantiated before every abstract method is defined."""


def abstractmethod(funcobj):
    """Marks a method that subclasses must define."""
    target = funcobj
    if isinstance(funcobj, property):
        target = funcobj.fget
    elif isinstance(funcobj, (classmethod, staticmethod)):
        target = funcobj.__func__
    target.__isabstractmethod__ = True
    return funcobj


def _is_abstract(value):
    if isinstance(value, property):
        return any(_is_abstract(part) for part in (value.fget, value.fset, value.fdel))
    if isinstance(value, (classmethod, staticmethod)):
        value = value.__func__
    return getattr(value, '__isabstractmethod__', False)




class ABC:
    """The base of classes with abstract methods."""

    __abstractmethods__ = frozenset()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        update_abstractmethods(cls)

    def __new__(cls, *args, **kwargs):
        missing = sorted(cls.__abstractmethods__)
        if missing:
            raise TypeError("Can't instantiate abstract class %s with abstract method%s %s"
                            % (cls.__name__, 's' if len(missing) > 1 else '', ', '.join(missing)))
        return object.__new__(cls)

    @classmethod
    def register(cls, subclass):
        """Makes isinstance and issubclass take subclass for a subclass of this class."""
        if '_abc_registry' not in cls.__dict__:
            cls._abc_registry = []
        cls._abc_registry.append(subclass)
        return subclass


def update_abstractmethods(cls):
    """Finds anew which methods of cls are abstract."""
    own = cls.__dict__
    names = {name for name, value in own.items() if _is_abstract(value)}
    for name in cls.__mro__[1].__dict__.get('__abstractmethods__', ()):
        if name not in own or _is_abstract(own[name]):
            names.add(name)
    cls.__abstractmethods__ = frozenset(names)
    return cls
