class Mod7(int):
  def __new__(cls, v):
    return super().__new__(cls, v % 7)

  def __add__(self, o):
    return Mod7(int(self) + int(o))

  __radd__ = __add__

  def __eq__(self, o):
    return int(self) == int(o) % 7

  def __hash__(self):
    return 1

  def __lt__(self, o):
    return "custom"


m = Mod7(10)
print(int(m), int(m + 5), int(5 + m), m == 17, m < 1, m * 3, hash(m))
print(m.real, m.bit_length(), m.to_bytes(1, "big"))
