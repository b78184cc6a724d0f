def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from functools import singledispatch


@singledispatch
def show(x):
    return "something"


@show.register(int)
def _(x):
    return "an int"


@show.register(list)
@show.register(tuple)
def sequence(x):
    return "a sequence"


print(show(1), show(True), show([]), show(()), show(1.5), show.dispatch(bool) is show.dispatch(int), sequence((1,)))
attempt(lambda: show())
