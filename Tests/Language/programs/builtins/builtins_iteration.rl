def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

print(list(enumerate('ab')), list(enumerate('ab', 5)), list(zip([1, 2], 'abc')), list(zip()), list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 'x'])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(any([]), all([]), any([0, 1]), all([1, 0]), sum([1, 2], 10), sum([0.1] * 10), sum([[1], [2]], []), min(3, 1), max('abc'), min([4, 2], key=lambda x: -x), max([], default='none'), min({'b': 1, 'a': 2}))
attempt(min, [])
attempt(max, 1)
attempt(min)
attempt(sum, ['a'])
attempt(sum, 'ab', '')
attempt(sum, 5)
attempt(zip, 1)
attempt(lambda: list(zip([1], [1, 2], strict=True)))
attempt(lambda: list(zip([1, 2], [1], strict=True)))
attempt(map, str)
attempt(next, iter([]))
attempt(next, iter([]), 'default')
attempt(next, [1])
attempt(iter, 5)
attempt(len, 5)
attempt(len, [1], [2])
attempt(reversed, {1})
attempt(enumerate, 5)
it = iter([1, 2, 3]); print(next(it), list(it), next(it, None))
n = 0
def step():
    global n
    n += 1
    return n
print(list(iter(step, 4)), list(reversed('abc')), list(reversed([1, 2])), list(reversed((1, 2))), sorted({3: 'a', 1: 'b'}))
print(type(enumerate([])).__name__, type(zip()).__name__, type(map(str, [])).__name__, type(iter([])).__name__, type(iter({})).__name__, type(range(3)).__name__, type(iter('a')).__name__)
class Seq:
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
print(list(Seq()), list(reversed(Seq())), 20 in Seq(), max(Seq()))
class Down:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Down(3)), sum(Down(4)), dict(zip('ab', Down(2))), [*Down(2)], max(Down(5)))
