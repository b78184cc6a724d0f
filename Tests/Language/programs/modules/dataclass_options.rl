def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from dataclasses import KW_ONLY, dataclass, field, make_dataclass


@dataclass(kw_only=True)
class Options:
    depth: int = 1


@dataclass
class Mixed:
    a: int
    _: KW_ONLY
    b: int = 2


@dataclass(slots=True)
class Slotted:
    a: int = 0


print(Options(depth=2), Mixed(1, b=3), Slotted(), make_dataclass("Made", [("x", int), ("y", int, 5)])(1))
attempt(lambda: Options(1))
attempt(lambda: Mixed(1, 2))
attempt(lambda: setattr(Slotted(), "b", 1))
attempt(lambda: field(default=1, default_factory=int))
try:
    @dataclass
    class Bad:
        x: list = []
except ValueError as error:
    print(error)
