class OnlyRepr:
  def __repr__(self):
    return "OnlyRepr!"


class OnlyStr:
  def __str__(self):
    return "OnlyStr!"


print(str(OnlyRepr()), OnlyRepr(), f"{OnlyRepr()}")
print(str(OnlyStr()))
print(repr(OnlyStr()).startswith("<__main__.OnlyStr object at 0x"))
