class A:
  @staticmethod
  def __call__(x):
    return ("static", x)

  @classmethod
  def __len__(cls):
    return 4

  @classmethod
  def __getitem__(cls, key):
    return (cls.__name__, key)

  @staticmethod
  def __add__(o):
    return ("add", o)


a = A()
print(a(1), len(a), a["k"], a + 2)
