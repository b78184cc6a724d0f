class Times:
  def __index__(self):
    return 3


t = Times()
print([0] * t, t * [0], (1,) * t, t * "ab", b"x" * t, t * (1,))
l = [1]
l *= t
print(l)
