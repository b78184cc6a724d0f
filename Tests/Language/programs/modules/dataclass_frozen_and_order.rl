def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from dataclasses import dataclass, field


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    note: str = field(default="", compare=False, repr=False)


v = Version(1, 2, "x")
print(v, v < Version(1, 3), v == Version(1, 2), hash(v) == hash(Version(1, 2)), max(Version(1), Version(2)), {v})
attempt(lambda: setattr(v, "major", 2))
attempt(lambda: delattr(v, "major"))
attempt(lambda: setattr(v, "other", 2))
attempt(lambda: v < 5)
