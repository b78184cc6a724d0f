def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from dataclasses import asdict, astuple, dataclass, field, fields, is_dataclass, replace


@dataclass
class Item:
    name: str
    price: float = 1.5
    tags: list = field(default_factory=list)


i = Item("pen")
print(i, i == Item("pen"), i.tags is Item("x").tags, asdict(i), astuple(i), replace(i, price=2), [f.name for f in fields(Item)])
print(is_dataclass(i), is_dataclass(int), Item.__match_args__)
attempt(lambda: Item())
attempt(lambda: Item(1, 2, 3, 4))
attempt(lambda: Item("a", color=1))
attempt(lambda: Item("a") < Item("b"))
attempt(lambda: hash(i))
attempt(lambda: asdict(5))
