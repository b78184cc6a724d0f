class A:
  b = 1

  def c(self):
    pass


a = A()
a.d = 2
print([n for n in dir(a) if not n.startswith("_")], [n for n in dir(A) if not n.startswith("_")])


class Custom:
  def __dir__(self):
    return ["z", "a"]


print(dir(Custom()))
