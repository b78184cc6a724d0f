def f(a, b=1, *args, c, **kw):
  """Doc of f."""
  local = a


f.tag = "x"
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.tag, f.__dict__)
print(f.__code__.co_name, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_varnames)
f.__name__ = "renamed"
f.__doc__ = "new"
print(f.__name__, f.__doc__, callable(f), (lambda: 0).__name__)
del f.tag
try:
  f.tag
except AttributeError as error:
  print(error)
