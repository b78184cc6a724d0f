class Thing:
  pass


a, b = Thing(), Thing()
print(a == a, a == b, a != b)
for name, test in [("<", lambda: a < b), (">", lambda: a > 1), ("<=", lambda: 1 <= a), (">=", lambda: a >= "x")]:
  try:
    test()
  except TypeError as error:
    print(name, error)
