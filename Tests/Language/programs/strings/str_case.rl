words = ['hello', 'HELLO', 'Hello World', "they're bill's", 'ß', 'ñandú', 'ǆ', 'ΑΣ', 'ΑΣΑ', '123abc', '', 'İ', 'ﬁ']
for w in words:
    print(repr(w), w.upper(), w.lower(), w.capitalize(), w.title(), w.swapcase(), w.casefold())
for w in ['abc', 'ABC', 'Abc', '123', '²', '½', ' ', '\t\n', 'a1', '', 'Ab Cd', 'a b', '一', '٣', 'Ⅷ', 'a_b', '_x', '1x', 'é', '\x00', '\u200b']:
    print(ascii(w), w.isalpha(), w.isdigit(), w.isdecimal(), w.isnumeric(), w.isalnum(), w.isspace(), w.isupper(),
          w.islower(), w.istitle(), w.isascii(), w.isprintable(), w.isidentifier())
