def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(int("12"), int(" -12\n"), int("1_000"), int("0x1f", 16), int("0b11", 0), int("0o17", 0), int("z", 36), int("١٢"))
print(int("10", base=2), int(b"12"), int(), int("-0"))
for text in ["", "12a", "1.5", "1__0", "_1", "é", "0b", "+-1"]:
    attempt(lambda: int(text))
attempt(lambda: int("9", 8))
attempt(lambda: int("010", 0))
attempt(lambda: int("12", 1))
attempt(lambda: int("12", 37))
attempt(lambda: int(12, 10))
