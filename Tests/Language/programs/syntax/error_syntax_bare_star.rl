def f(a, *):
  pass
