def f(*args, **kwargs):
  return args, kwargs


a, b, d, e = [1, 2], (3,), {"x": 1}, {"y": 2}
print(f(*a, 0, *b), f(*a, *b, k=1, **d, **e), f(**d, z=3), f(*"ab", *range(2), *{5}))
print(f(*[]), f(**{}), max(*a, *b), f(*(x * x for x in a)))


class Mapping:
  def keys(self):
    return ["p", "q"]

  def __getitem__(self, key):
    return key * 2


print(f(**Mapping()))
