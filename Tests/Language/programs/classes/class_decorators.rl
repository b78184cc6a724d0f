def register(cls):
  registry[cls.__name__] = cls
  return cls


def tagged(tag):
  def wrap(cls):
    cls.tag = tag
    return cls

  return wrap


registry = {}


@register
@tagged("t1")
class A:
  pass


@lambda cls: "replaced by " + cls.__name__
class B:
  pass


print(list(registry), A.tag, B)
