def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from collections.abc import Mapping, MutableMapping, Sequence


class Squares(Sequence):
    def __getitem__(self, i):
        if not 0 <= i < 4:
            raise IndexError(i)
        return i * i

    def __len__(self):
        return 4


s = Squares()
print(list(s), 9 in s, s.index(4), s.count(1), list(reversed(s)))


class Frozen(Mapping):
    def __getitem__(self, key):
        return {"a": 1}[key]

    def __iter__(self):
        return iter("a")

    def __len__(self):
        return 1


f = Frozen()
print(f.get("a"), f.get("b", 2), "a" in f, list(f.items()), f == {"a": 1})


class Store(MutableMapping):
    pass


attempt(lambda: Store())
