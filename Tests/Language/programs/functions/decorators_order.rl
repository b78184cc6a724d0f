def deco(name):
  print("make", name)

  def wrap(f):
    print("apply", name)

    def call(*a):
      return f"{name}({f(*a)})"

    return call

  return wrap


@deco("outer")
@deco("inner")
def f(x):
  return x


print(f(5))
