class Text(str):
    def __format__(self, spec):
        return self


t = Text("3")
print(type(f"{t:>5}"), type(f"{t}"), type(f"{t!s}"), type(f"{t} "), type(f"{f'{t}'}"))
print(f"{t:>5}", f"{t}x")
