def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from string import Formatter

f = Formatter()
print(f.format("{0} {name!r:>5} {1.real}", 1, 2, name="x"), f.vformat("{} {}", (1, 2), {}), list(f.parse("a{b!r:c}d{{")))


class Shout(Formatter):
    def get_value(self, key, args, kwargs):
        return str(kwargs.get(key, "?")).upper()


print(Shout().format("{a} {b}", a="x"))
attempt(lambda: f.format("{x}"))
attempt(lambda: f.format("{0}"))
attempt(lambda: f.format("{0!q}", 1))
