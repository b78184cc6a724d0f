s = "héllo wörld"
print(s, len(s), s[1], s[-1], s[1:4], s[::-1], s.upper())
print("a" + "b" * 3, "x" in "xyz", "yz" in "xyz", "q" not in "xyz")
print("tab\tnew\\n", r"raw\n", 'it\'s', "q\"q", """multi
line""")
print(repr("a'b"), repr('a"b'), repr("a'\"b"), repr("\n\t\x00é€😀"))
print("\x41\u00e9\U0001F600\101\N{BULLET}", "a" "b" 'c')
print("abc" < "abd", "Z" < "a", "abc" == "abc", max("hello"))
for c in "añb": print(c, ord(c))
