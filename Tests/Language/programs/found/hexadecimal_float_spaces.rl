for text in ("B\xa0", " B ", "\t0x1.8p1\n", "\x1cB", "B\u2003", "", " ", "-0xA", "inf ", "nan"):
    try:
        print(repr(text), float.fromhex(text))
    except ValueError as error:
        print(repr(text), error)
