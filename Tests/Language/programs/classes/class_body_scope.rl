x = "global"


class C:
  x = "class"
  y = x + "!"
  z = [x for _ in range(2)]
  w = [i for i in x]

  def method(self):
    return x

  for i in range(3):
    pass
  if y:
    branch = True


print(C.y, C.z, C.w, C().method(), C.i, C.branch)
