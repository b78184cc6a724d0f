import re

print(re.match("(?:a|b)*", "ab" * 50000).end(), len(re.findall("a", "ab" * 50000)), re.search("z", "ab" * 50000))
print(len(re.sub("a", "bb", "ab" * 50000)), re.match(".*x", "y" * 1000))
