def outer(a, b=2, /, c=3, *args, d, **kw):
  x = 1

  def inner(y):
    return x + y + a

  return inner


f = outer(1, d=4)
code = outer.__code__
print(code.co_name, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames[:6])
print(f.__code__.co_freevars, [c.cell_contents for c in f.__closure__], f.__qualname__)
f.__closure__[1].cell_contents = 100
print(f(1), outer.__closure__, type(code).__name__, outer.__kwdefaults__)
