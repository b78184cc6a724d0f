from dataclasses import InitVar, dataclass, field, fields


@dataclass
class Box:
    width: int
    scale: InitVar[int] = 1
    area: int = field(init=False)

    def __post_init__(self, scale):
        self.area = self.width**2 * scale


print(Box(3), Box(3, 2), [f.name for f in fields(Box)])


@dataclass
class Tall(Box):
    height: int = 7


print(Tall(1, height=9))
