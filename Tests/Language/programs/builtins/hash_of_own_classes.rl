class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        return self.n == other.n


print(hash(Key(5)), hash(Key(-1)), hash(Key(2**61)), {Key(1): "one"}[Key(1)], len({Key(1), Key(1), Key(2)}))
