# chr takes a C int: what does not fit is too large, whatever gives it.
class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


for value in (10**20, 2**40, 2**31, -(2**31) - 1, -1, 2**31 - 1, Index(10**20), Index(2**40), Index(65)):
    try:
        print(repr(chr(value)))
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
