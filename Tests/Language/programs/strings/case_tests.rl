for text in ["abc", "ABC", "Abc", "A1", "1", "Hello World", "Hello world", "ǅ", ""]:
    print(repr(text), text.islower(), text.isupper(), text.istitle(), text.isascii())
