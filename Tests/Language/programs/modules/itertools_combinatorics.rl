def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from itertools import combinations, combinations_with_replacement, permutations, product

print(list(combinations("abcd", 2)), list(combinations_with_replacement("ab", 2)))
print(list(permutations("abc", 2)), len(list(permutations(range(5)))), list(permutations("ab", 3)))
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product("a", [])))
attempt(lambda: combinations("abc"))
attempt(lambda: combinations("abc", -1))
attempt(lambda: product("a", repeat=-1))
