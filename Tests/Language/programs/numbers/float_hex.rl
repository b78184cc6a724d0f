def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print((1.5).hex(), (0.1).hex(), (-0.0).hex(), (5e-324).hex(), float("nan").hex())
print(float.fromhex("0x1.8p1"), float.fromhex("1.8"), float.fromhex("-inf"), float.fromhex(" 0x.1p-3 "))
attempt(lambda: float.fromhex("x"))
attempt(lambda: float.fromhex(""))
attempt(lambda: float.fromhex("0x1p10000"))
