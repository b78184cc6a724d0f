class A:
  pass


class B(A):
  pass


class C(A):
  pass


print([c.__name__ for c in A.__subclasses__()], B.mro() == [B, A, object], A.__module__, B.__doc__)


class D:
  """Documented."""


print(D.__doc__, D().__doc__, int.__mro__)
