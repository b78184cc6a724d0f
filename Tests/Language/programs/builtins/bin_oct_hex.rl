def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(bin(10), bin(-10), oct(8), hex(255), hex(-255), bin(True), hex(10**20))


class Index:
    def __index__(self):
        return 5


print(bin(Index()), oct(Index()), hex(Index()))
attempt(lambda: bin(1.5))
attempt(lambda: hex("ff"))
