a = -2
print({1, a, 63.815, -1.0}, frozenset({1, a, 63.815, -1.0}), set([1, a, 63.815, -1.0]))
print({1, -2, 63.815, -1.0}, frozenset({1, -2, 63.815, -1.0}))
for x in ({-2, -1.0, 3}, {-1.0, -2, 3}, {8, 0, 16, 24}):
    print(x, frozenset(x), set(x), {*x}, x.union([]))
print(set({0: 1, 8: 2, 16: 3}), set(dict.fromkeys(range(40, 0, -5))))


class Odd(set):
    def __iter__(self):
        pass


print(set(Odd([1, 2])), frozenset(Odd([3])), {*()} | Odd([4]))
