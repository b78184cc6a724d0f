print('a"b', "a'b", '''triple
lines "quoted"''', """more 'quotes'""", r"\n raw", b"bytes\x41", rb"\d", "\u00e9\U0001F600\N{BULLET}", "\x41\101\t|", "a\
b")
print("con" "cat" 'enation', "tab\tnew\\n", '\'', "\"", f'{"nested"}', F"{1}", R"\x", Rb"\y", u"unicode")
