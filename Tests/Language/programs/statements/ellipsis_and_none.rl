print(..., Ellipsis is ..., type(...), None, type(None), [..., None], bool(...), (lambda: ...)())


def stub(): ...


print(stub(), repr(None), str(...), None == False, None is None, NotImplemented, type(NotImplemented).__name__)
print(type(None)() is None, type(...)() is ...)
