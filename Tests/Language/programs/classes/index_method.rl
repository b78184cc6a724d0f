class Two:
  def __index__(self):
    return 2


print([10, 20, 30][Two()], "abc"[Two()], range(5)[Two()], list(range(Two())), "ab" * Two())
print([1, 2, 3, 4][Two():], bin(Two()), hex(Two()), int(Two()), float(Two()), round(2.345, Two()), chr(Two() .__index__() + 95))


class Bad:
  def __index__(self):
    return "2"


try:
  [1][Bad()]
except TypeError as error:
  print(error)
