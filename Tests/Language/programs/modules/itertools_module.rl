import itertools as it
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)
print(list(it.islice(it.count(10, 2), 3)), list(it.islice(it.cycle('ab'), 5)), list(it.repeat('x', 3)), list(it.chain('ab', [1, 2])), list(it.chain.from_iterable(['ab', 'cd'])), list(it.islice(it.count(0.5, 0.25), 3)))
print(list(it.product('ab', [1, 2])), list(it.product([0, 1], repeat=2)), list(it.permutations('abc', 2)), list(it.permutations([1, 2, 3]))[-1], list(it.combinations('abcd', 2)), list(it.combinations_with_replacement('ab', 2)), list(it.product()), list(it.combinations([1], 2)), list(it.permutations([], 0)))
print(list(it.accumulate([1, 2, 3, 4])), list(it.accumulate([1, 2, 3], lambda a, b: a * b)), list(it.accumulate([1, 2], initial=10)), list(it.accumulate([])), list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.filterfalse(lambda x: x % 2, range(5))), list(it.compress('abcd', [1, 0, 1, 0])), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.pairwise([1, 2, 3])), list(it.zip_longest('ab', [1], fillvalue='-')))
print([(k, list(g)) for k, g in it.groupby('aabbbc')], [(k, len(list(g))) for k, g in it.groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], [k for k, g in it.groupby('aab')])
a, b = it.tee([1, 2, 3]); print(list(a), list(b), list(it.islice('abcdef', 2)), list(it.islice('abcdef', 1, 5, 2)), list(it.islice('abc', None)), list(it.islice('abcdef', 2, None)))
attempt(it.islice, 'abc', -1)
attempt(it.islice, 'abc', 0, 5, 0)
attempt(it.product, 1)
attempt(it.combinations, 'ab', -1)
x = it.count(); print(next(x), next(x), type(x).__name__, sum(1 for _ in it.combinations(range(10), 4)), sum(1 for _ in it.permutations(range(6))))
s = iter(range(10)); print(list(it.islice(s, 3)), next(s))
