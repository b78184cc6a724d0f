def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import re

m = re.match(r"(?P<year>\d+)-(?P<month>\d+)(-(\d+))?", "2024-05")
print(m.groups(), m.groups("none"), m.groupdict(), m.group("year", 2), m["month"], m[0], m.span("year"), m.start(2), m.end())
print(m.lastindex, m.lastgroup, m.span(3), m.expand(r"\2/\g<year>"), m.re.groups, m.string, m.pos, m.endpos, m.regs)
attempt(lambda: m.group(9))
attempt(lambda: m.group("day"))
