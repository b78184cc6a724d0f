import re

html = "<b>one</b><b>two</b>"
print(re.findall("<b>.*</b>", html), re.findall("<b>(.*?)</b>", html), re.match("a??b?", "ab").group(), re.findall("a{2}", "aaaaa"))
print(re.search("(a|ab)(c|bcd)(d*)", "abcd").groups(), re.split(r"\b", "hi there"), re.findall(r"(?:x|y)+", "xyxz"))
