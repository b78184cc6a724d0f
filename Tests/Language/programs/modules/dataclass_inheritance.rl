from dataclasses import dataclass, field, fields, replace


@dataclass
class Base:
    a: int
    b: int = 2


@dataclass
class Child(Base):
    b: int = 5
    c: list = field(default_factory=list, repr=False, compare=False)

    def total(self):
        return self.a + self.b


c = Child(1)
print(c, c.total(), [f.name for f in fields(Child)], replace(c, a=9).total(), Child(1) == Child(1, c=[3]))
try:
    @dataclass
    class Bad(Base):
        d: int
except TypeError as error:
    print(error)
