for c in ["a", "é", "1", "²", "½", "٣", "一", "_", " ", "\u2028", "\x1c", "ª", ""]:
    print(ascii(c), c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isalnum(), c.isspace(), c.isprintable())
