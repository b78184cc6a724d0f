"""Indices and slices of sequences, read, assigned and deleted."""


def statements(choices):
    lines = []
    for _ in range(choices.randint(3, 6)):
        kind = choices.pick("ints", "ints", "str", "tuple", "range", "bytes", "list")
        lines.append(f"s = {choices.literal(kind)}")
        for _ in range(choices.randint(1, 4)):
            key = choices.pick(choices.slice(), choices.slice(), choices.small(-7, 8), choices.pick("'a'", "1.5", "None", "True", "10**30", "slice(1, None)", "()"),
                               f"slice({choices.small()}, {choices.small()}, {choices.pick('None', '2', '-1')})")
            form = choices.randrange(8)
            if form < 3:
                lines.append(f"show(lambda: s[{key}])")
            elif form < 6:
                value = choices.pick(choices.int_list(), choices.int_list(), choices.str_literal(), "(x * x for x in range(3))", "s", "5", "range(2)")
                operator = choices.pick("=", "=", "=", "+=", "*=")
                lines.append(f"try:\n    s[{key}] {operator} {value}\nexcept Exception as error:\n    print(failure(error))")
                lines.append("show(lambda: s)")
            elif form == 6:
                lines.append(f"try:\n    del s[{key}]\nexcept Exception as error:\n    print(failure(error))")
                lines.append("show(lambda: s)")
            else:
                lines.append(f"show(lambda: slice({choices.pick('None', choices.small(-9, 9))}, {choices.small(-9, 9)}, {choices.pick('None', '1', '-1', '2', '0')}).indices({choices.small(-1, 9)}))")
    return lines
