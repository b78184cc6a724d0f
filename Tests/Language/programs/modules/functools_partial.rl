def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from functools import partial

binary = partial(int, base=2)
print(binary("101"), binary, partial(pow, 2)(5), partial(partial(pow, 2), 5)(), binary.func, binary.args, binary.keywords)
print(partial(dict, a=1)(b=2), partial(dict, a=1)(a=3))
attempt(lambda: partial())
attempt(lambda: partial(5))
attempt(lambda: binary())
