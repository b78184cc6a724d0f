class A:
  __slots__ = ["a"]


class B(A):
  __slots__ = "b"


class C(B):
  pass


b = B()
b.a, b.b = 1, 2
c = C()
c.anything = 3
print(b.a, b.b, c.anything, vars(c))
try:
  b.c = 1
except AttributeError as error:
  print(error)
try:

  class Clash:
    __slots__ = ("x",)
    x = 1

except ValueError as error:
  print(error)
