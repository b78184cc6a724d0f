class Sized:
  def __init__(self, n):
    self.n = n

  def __len__(self):
    return self.n


class Both(Sized):
  def __bool__(self):
    return self.n > 5


print(bool(Sized(0)), bool(Sized(2)), bool(Both(2)), bool(Both(6)))
print(not Sized(0), "yes" if Both(1) else "no", Sized(0) or "empty", Sized(3) and "full")
