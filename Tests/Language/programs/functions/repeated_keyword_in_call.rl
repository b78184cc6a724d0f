def f(**kwargs):
  return kwargs


for call in (lambda: f(a=1, **{"a": 2}), lambda: f(**{"a": 1}, **{"a": 2}), lambda: f(**{1: 2}), lambda: f(**5), lambda: f(*5)):
  try:
    print(call())
  except TypeError as error:
    print(error)
print(f(**{"a b": 1, "class": 2}))
