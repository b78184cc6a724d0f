class Path:
  def __init__(self, p):
    self.p = p

  def __truediv__(self, o):
    return Path(f"{self.p}/{o}")

  def __rtruediv__(self, o):
    return Path(f"{o}/{self.p}")

  def __lshift__(self, o):
    return f"{self.p} << {o}"

  def __rshift__(self, o):
    return f"{self.p} >> {o}"

  def __and__(self, o):
    return "and"

  def __or__(self, o):
    return "or"

  def __xor__(self, o):
    return "xor"

  def __invert__(self):
    return "~" + self.p

  def __repr__(self):
    return f"Path({self.p})"


p = Path("usr")
print(p / "bin" / "x", "root" / p, p << 1, p >> 2, p & 1, p | 1, p ^ 1, ~p)
