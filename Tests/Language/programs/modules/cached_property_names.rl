def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from functools import cached_property


def compute(self):
    return 7


class Early:
    value = cached_property(compute)


class Late:
    pass


e = Early()
print(e.value, e.__dict__)
Late.value = cached_property(compute)
attempt(lambda: Late().value)
