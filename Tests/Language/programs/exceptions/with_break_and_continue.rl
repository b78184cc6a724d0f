class C:
  def __init__(self, n):
    self.n = n

  def __enter__(self):
    return self.n

  def __exit__(self, *a):
    print("exit", self.n, a[0])


for i in range(4):
  with C(i) as n:
    if n == 1:
      continue
    if n == 2:
      break
    print("body", n)
