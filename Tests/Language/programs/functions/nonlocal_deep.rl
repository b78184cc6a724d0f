def a():
  x = "a"

  def b():
    def c():
      nonlocal x
      x = x + "c"

    c()
    return x

  result = b()
  return result, x


print(a())
