def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import re

print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub("a", lambda m: m.group().upper(), "banana", count=2))
print(re.sub(r"(?P<x>a)", r"[\g<x>\g<0>]", "ba"), re.sub("", "-", "abc"), re.sub("x*", "-", "abxd"), re.subn("a", "b", "aa"))
print(repr(re.sub("a", r"\n\t\\", "a")), re.sub("(a)|b", r"[\1]", "ab"), re.escape("a.b*c[d]"))
attempt(lambda: re.sub("a", r"\2", "a"))
attempt(lambda: re.sub("(a)", r"\g<x>", "a"))
