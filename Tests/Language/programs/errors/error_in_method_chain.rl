class Account:
  def __init__(self, balance):
    self.balance = balance

  def withdraw(self, n):
    if n > self.balance:
      raise ValueError(f"only {self.balance} left")
    self.balance -= n


a = Account(10)
a.withdraw(5)
a.withdraw(6)
