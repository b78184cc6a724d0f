import functools


def twice(f):
  @functools.wraps(f)
  def wrapper(*args, **kwargs):
    return f(*args, **kwargs), f(*args, **kwargs)

  return wrapper


@twice
def hello(name="x"):
  """Says hello."""
  return "hello " + name


print(hello("you"), hello.__name__, hello.__doc__, hello.__wrapped__("w"))
