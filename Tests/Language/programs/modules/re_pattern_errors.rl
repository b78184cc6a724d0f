def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import re

for pattern in ["(", "a)", "[a", "*a", "a**", "(?P<a>b)(?P<a>c)", "(?P<1>b)", "\\", r"\1", "a{3,1}", "(?z)a", "[b-a]", "(?P=x)", "(?P<a", r"\q", "(?<=a+)b", "a\n(b"]:
    attempt(lambda: re.compile(pattern))
