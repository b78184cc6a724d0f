def log(x):
  print("log", x)
  return x


@log
class A:
  log("body A")
  x = log(1)

  @staticmethod
  def m(a=log("default")):
    pass


class B(log(A)):
  pass


print(B.x)
