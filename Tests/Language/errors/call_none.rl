def make():
    pass

make()()
