import re

print(re.findall("a", "aA", re.I), re.findall("^a", "a\na", re.M), re.findall("a.b", "a\nb", re.S), re.findall(r"a # note", "a", re.X))
print(re.findall("(?i)A", "aA"), re.findall("(?s:.)", "\n"), re.findall(r"\w", "é", re.A), re.I | re.M, re.compile("a", re.I | re.X))
print(re.I, re.IGNORECASE.value, int(re.S), bool(re.I & re.M), re.compile("a").flags, re.compile("a", re.M).flags)
