class Bad:
  def __len__(self):
    raise ValueError("len")

  def __eq__(self, o):
    raise KeyError("eq")

  def __iter__(self):
    raise TypeError("iter")

  def __repr__(self):
    raise RuntimeError("repr")

  def __getattr__(self, name):
    raise AttributeError("attr " + name)

  def __contains__(self, x):
    raise IndexError("in")


b = Bad()
for f in (lambda: len(b), lambda: b == 1, lambda: list(b), lambda: repr(b), lambda: b.x, lambda: 1 in b, lambda: f"{b}", lambda: bool(b), lambda: [1] == [b]):
  try:
    f()
  except Exception as error:
    print(repr(error))
print(hasattr(b, "zzz"), getattr(b, "q", "default"))
