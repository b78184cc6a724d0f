class Plugin:
  registry = []

  def __init_subclass__(cls, /, kind="plain", **kwargs):
    super().__init_subclass__(**kwargs)
    cls.kind = kind
    Plugin.registry.append(cls.__name__)


class A(Plugin):
  pass


class B(Plugin, kind="special"):
  pass


class C(B):
  pass


print(Plugin.registry, A.kind, B.kind, C.kind)
try:

  class D(Plugin, other=1):
    pass

except TypeError as error:
  print(error)
