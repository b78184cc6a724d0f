class Money:
  def __init__(self, cents):
    self.cents = cents

  def __format__(self, spec):
    if spec == "short":
      return f"${self.cents // 100}"
    return f"${self.cents / 100:{spec or '.2f'}}"


m = Money(12345)
print(f"{m} {m:short} {m:.1f}", format(m), format(m, "short"), "{:short}|{:10.2f}".format(m, m))
