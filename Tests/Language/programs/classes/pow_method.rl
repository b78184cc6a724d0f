class P:
  def __pow__(self, e, m=None):
    return ("pow", e, m)

  def __rpow__(self, b):
    return ("rpow", b)


print(P() ** 2, pow(P(), 2), pow(P(), 2, 5), 2 ** P(), pow(2, P()))
