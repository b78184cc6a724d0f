def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from functools import total_ordering


@total_ordering
class Metres:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, Metres) and self.n == other.n

    def __gt__(self, other):
        return self.n > other.n if isinstance(other, Metres) else NotImplemented


print(Metres(1) < Metres(2), Metres(2) >= Metres(2), Metres(3) <= Metres(2))
attempt(lambda: Metres(1) < 5)
attempt(lambda: Metres(1) >= 5)
