for s in ["1", " 42 ", "-7", "+3", "1_000", "0x10"]:
    try: print(int(s))
    except ValueError as e: print(e)
for s in ["1.5", "1e3", "inf", "-nan", ".5", "1_0.0", "abc", ""]:
    try: print(float(s))
    except ValueError as e: print(e)
print(int("ff", 16), int("0b11", 0), int("z", 36), int(True), int(2.99), int(-2.99), int("١٢"))
print(bool("False"), bool(0), complex if False else "no complex")
