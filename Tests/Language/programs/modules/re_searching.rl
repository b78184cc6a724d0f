def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import re

print(re.match("b", "ab"), re.search("b", "ab"), re.fullmatch("a+", "aab"), re.fullmatch("a+", "aa").group())
print([m.span() for m in re.finditer(r"\d+", "a1b22")], re.compile("b").search("abcb", 2).start(), re.compile("^b").match("ab", 1))
print(re.findall(r"(a)(b)?", "aab"), re.findall("a*", "baac"), re.findall(rb"\d", b"1a2"))
attempt(lambda: re.match("a", 5))
attempt(lambda: re.match("a", b"a"))
