def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


for spec in ["s", ".2", ".2d", ",x", "5.", "zd", "+c", "q", ",_", "#c", "<<<"]:
    attempt(lambda: format(5, spec))
