def f():
  pass


f().upper()
