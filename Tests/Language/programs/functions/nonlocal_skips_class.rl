def outer():
  v = 1

  class C:
    v = 2

    def get(self):
      return v

    def set(self):
      nonlocal v
      v = 10

  c = C()
  before = c.get()
  c.set()
  return before, C.v, v


print(outer())
