def f(a, b=2):
  c = a + b
  names = sorted(locals())
  return names, locals()["c"]


print(f(1))
print("f" in globals(), globals()["__name__"])


def g():
  x = 1

  def h():
    return x, sorted(locals())

  return h()


print(g())
