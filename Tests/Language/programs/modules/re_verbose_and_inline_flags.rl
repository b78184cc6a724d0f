def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import re

number = re.compile(
    r"""
    (?P<sign>[+-])?      # a sign
    (?P<whole>\d+)       # digits
    (?:\.(?P<part>\d*))? # and a fraction
    """,
    re.VERBOSE,
)
print(number.match("-12.5").groupdict(), number.fullmatch("7").groupdict(), number.match("x"))
print(re.findall("(?i)(?m)^a", "A\na"), re.findall("(?i:a)b", "AB Ab ab"), re.sub("(?s)a.c", "x", "a\nc"))
attempt(lambda: re.compile("a(?i)b"))
