class Odd(list):
    def __iter__(self):
        return 1 / 0


class Doubled(tuple):
    def __iter__(self):
        for item in tuple.__iter__(self):
            yield item * 2


for items in (Odd("ab"), Doubled("ab"), 5):
    try:
        print("-".join(items))
    except Exception as error:
        print(type(error).__name__, error, sep=": ")
