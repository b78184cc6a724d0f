def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


for text in ["1.5", "  1e3 ", "inf", "-Infinity", "nan", "1_000.5", "+.5", "5.", "١٢"]:
    print(repr(text), float(text))
print(float(), float(b"2.5"), float(True))
for text in ["", "abc", "1__0", "_1", "1 2", "1e", "0x10"]:
    attempt(lambda: float(text))
attempt(lambda: float(None))
attempt(lambda: float([]))
attempt(lambda: float(10**400))
