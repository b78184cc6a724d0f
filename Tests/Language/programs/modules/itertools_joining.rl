def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from itertools import chain, pairwise, starmap, tee, zip_longest

print(list(chain("ab", [1])), list(chain.from_iterable(["ab", "c"])), list(pairwise([1, 2, 3])), list(starmap(pow, [(2, 3), (3, 2)])))
print(list(zip_longest("ab", [1], fillvalue="-")), [list(copy) for copy in tee([1, 2])], list(zip_longest()), tee([], 0))
attempt(lambda: next(starmap(pow, [5])))
attempt(lambda: tee([1], -1))
attempt(lambda: list(chain([1], 5)))
