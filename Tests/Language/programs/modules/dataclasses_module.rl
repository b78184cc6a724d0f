from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, FrozenInstanceError
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)
@dataclass
class Config:
    name: str
    steps: int = 10
    rates: list = field(default_factory=list)
    hidden: int = field(default=0, repr=False, compare=False)
c = Config('a'); d = Config('a', 10, [])
print(c, c == d, c != Config('b'), c.rates is d.rates, asdict(c), astuple(c), replace(c, steps=3), [f.name for f in fields(c)], is_dataclass(c), is_dataclass(5))
c.rates.append(1); print(c, d, Config(name='k', steps=2), Config('a', hidden=5) == Config('a'))
attempt(Config)
attempt(Config, 'a', 1, [], 0, 5)
attempt(Config, 'a', wrong=1)
attempt(hash, c)
@dataclass(frozen=True, order=True)
class Point:
    x: int
    y: int = 0
p = Point(1, 2); print(p, p < Point(1, 3), sorted([Point(2), Point(1)]), {p: 'ok'}[Point(1, 2)], hash(p) == hash(Point(1, 2)))
def assign(): p.x = 5
attempt(assign)
@dataclass
class Child(Config):
    extra: float = 1.5
    def __post_init__(self):
        self.total = self.steps * self.extra
k = Child('c', steps=4); print(k, k.total, isinstance(k, Config))
def bad():
    @dataclass
    class Bad:
        a: int = 1
        b: int
attempt(bad)
@dataclass
class Inner:
    v: int
@dataclass
class Outer:
    inner: Inner
    many: list
print(asdict(Outer(Inner(1), [Inner(2), 3])), Outer(Inner(1), []))
