for base, value in ((list, [1]), (dict, {1: 2}), (set, {1}), (frozenset, {1}), (tuple, (1,)), (str, "a"), (bytes, b"a"), (int, 5), (float, 2.5)):
  kind = type("Sub" + base.__name__, (base,), {})
  thing = kind(value)
  thing.tag = base.__name__
  print(thing.tag, vars(thing), thing == value, type(thing).__name__, isinstance(thing, base))
