import re

print(re.split(r"[,;]\s*", "a, b;c"), re.split(r"(,)", "a,b"), re.split("", "abc"), re.split("a", "bab", maxsplit=1))
print(re.split(r"x*", "axbc"), re.compile(r"\s+").split(" a  b "), re.split("(a)(b)?", "xay"))
