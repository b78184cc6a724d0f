def make():
  n = 0

  def up():
    nonlocal n
    n += 1
    return n

  def get():
    return n

  return up, get


up, get = make()
up()
up()
other_up, other_get = make()
print(get(), other_get(), up.__closure__[0].cell_contents, get.__code__.co_freevars)
