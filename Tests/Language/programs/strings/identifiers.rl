for text in ["abc", "1a", "é", "", "a b", "_", "def", "a·", "x1"]:
    print(repr(text), text.isidentifier())
