from functools import partial, reduce


def power(base, exp):
  return base**exp


square = partial(power, exp=2)
two_to = partial(power, 2)
print(square(5), two_to(8), reduce(lambda a, b: a * b, range(1, 6)), reduce(lambda a, b: a + b, [], "start"))
print(square.func is power, square.args, square.keywords)
