import re

print(re.findall("(?<=a)b", "ab cb"), re.findall("(?<!a)b", "ab cb"), re.findall("a(?=b)", "abac"), re.findall("a(?!b)", "abac"))
print(re.findall(r"(\w)\1", "hello aab"), re.findall(r"(?P<q>['\"])(.*?)(?P=q)", "'a' \"b\""), re.findall("(a)?(?(1)b|c)", "abc"))
print(re.findall("a++b", "aab"), re.findall("(?>a+)b", "aab"), re.findall("a{2,3}?", "aaaaa"), re.findall("a{,2}b", "aab"))
