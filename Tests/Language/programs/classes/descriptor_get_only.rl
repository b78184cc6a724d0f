class Shout:
  def __get__(self, instance, owner):
    return f"{owner.__name__} via {'class' if instance is None else 'object'}"


class C:
  shout = Shout()


c = C()
print(C.shout, c.shout)
c.shout = "own"
print(c.shout, C.shout)
