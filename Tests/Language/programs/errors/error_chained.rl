try:
    int("zz")
except ValueError as e:
    raise RuntimeError("could not parse") from e
