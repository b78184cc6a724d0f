import re

print(re.findall(r"\d", "٣4"), re.findall(r"\s", "\xa0\u3000a"), re.search("É", "é", re.I).group(), re.findall(r"\bé\w+", "été é"))
print(re.findall(r"\N{BULLET}", "• a"), re.findall(r"\u00e9|\x41|\101", "éAA"), re.search("b", "ééb").span())
