def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from enum import Flag, auto


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()
    BOTH = READ | WRITE


print(Permission.READ | Permission.RUN, Permission.READ & Permission.WRITE, ~Permission.READ, Permission.BOTH, list(Permission))
print(Permission.READ in Permission.BOTH, bool(Permission(0)), Permission(3), list(Permission.BOTH), repr(Permission.READ | Permission.RUN))
attempt(lambda: Permission(8))
attempt(lambda: Permission.READ | 1)
