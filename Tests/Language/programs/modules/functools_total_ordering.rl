def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from functools import total_ordering


@total_ordering
class Size:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Size(1) <= Size(2), Size(1) >= Size(2), Size(1) > Size(2), Size(2) >= Size(2), sorted([Size(2), Size(1)])[0].n)
attempt(lambda: total_ordering(type("Empty", (), {})))
