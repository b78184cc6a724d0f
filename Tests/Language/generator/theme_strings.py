"""Methods of str and bytes with fitting and unfitting arguments."""

METHODS = {
    "capitalize": "", "casefold": "", "lower": "", "upper": "", "title": "", "swapcase": "", "isalnum": "", "isalpha": "", "isascii": "",
    "isdecimal": "", "isdigit": "", "isidentifier": "", "islower": "", "isnumeric": "", "isprintable": "", "isspace": "", "istitle": "",
    "isupper": "", "center": "nf?", "ljust": "nf?", "rjust": "nf?", "zfill": "n", "count": "sn?n?", "find": "sn?n?", "rfind": "sn?n?",
    "index": "sn?n?", "rindex": "sn?n?", "startswith": "pn?n?", "endswith": "pn?n?", "strip": "s?", "lstrip": "s?", "rstrip": "s?",
    "split": "S?n?", "rsplit": "S?n?", "splitlines": "b?", "partition": "s", "rpartition": "s", "replace": "ssn?", "join": "l",
    "expandtabs": "n?", "removeprefix": "s", "removesuffix": "s", "encode": "e?", "translate": "t", "format": "a?a?",
}


def argument(choices, kind, string):
    if choices.likely(0.04):
        return choices.any_literal()
    if kind == "n":
        return choices.pick(choices.small(-6, 12), choices.small(-6, 12), "None", "True", "10**20" if choices.likely(0.1) else "5")
    if kind == "f":
        return choices.pick(repr("*"), repr(" "), repr("é"), repr(""), repr("ab"), "'-'")
    if kind == "S":
        return choices.pick("None", "','", string())
    if kind == "p":
        return choices.pick(string(), f"({string()}, {string()})", "()", "1")
    if kind == "b":
        return choices.bool_literal()
    if kind == "l":
        return choices.pick(f"[{string()}, {string()}, {string()}]", choices.str_list(), "['a', 1]", choices.str_literal(), "(s for s in 'xyz')", "{'k': 1}", "5")
    if kind == "e":
        return choices.pick("'utf-8'", "'ascii'", "'latin-1'", "'ascii', 'ignore'", "'ascii', 'replace'", "'utf-8', 'strict'", "'nope'")
    if kind == "t":
        return choices.pick("{97: 'A', 98: None}", "str.maketrans('abc', 'xyz')", "str.maketrans('ab', 'xy', 'c')", "{97: 66}", "{}")
    if kind == "a":
        return choices.any_literal()
    # A piece of the subject is likely to be found.
    return choices.pick(string(), string(), "subject[1:3]", "subject[:1]", "subject[-2:]", "','", "''")


def statements(choices):
    lines = [f"subject = {choices.str_literal()}"]
    for _ in range(choices.randint(8, 14)):
        if choices.likely(0.15):
            lines.append(f"subject = {choices.str_literal()}")
        form = choices.randrange(12)
        if form < 9:
            name = choices.choice(sorted(METHODS))
            arguments = []
            for kind in METHODS[name].replace("?", ""):
                if kind + "?" in METHODS[name] and choices.likely(0.4):
                    break
                arguments.append(argument(choices, kind, choices.str_literal))
            if choices.likely(0.03):
                arguments.append(choices.small())
            target = "subject" if choices.likely(0.7) else choices.str_literal()
            lines.append(f"show(lambda: {target}.{name}({', '.join(arguments)}))")
        elif form == 9:
            name = choices.pick("split", "strip", "find", "replace", "join", "decode", "hex", "upper", "startswith", "count", "partition", "splitlines")
            arguments = {"split": ["", "b','", "None, 1"], "strip": ["", "b' a'"], "find": ["b'b'", "97", "'a'"], "replace": ["b'a', b'XY'", "b'', b'-'"],
                         "join": ["[b'x', b'y']", "['x']", "[]"], "decode": ["", "'ascii'", "'utf-8', 'replace'", "'latin-1'", "'ascii', 'ignore'"], "hex": ["", "':'"], "upper": [""],
                         "startswith": ["b'a'", "(b'a', b'H')", "'a'"], "count": ["b''", "b'a'", "10"], "partition": ["b','", "b''"], "splitlines": ["", "True"]}[name]
            lines.append(f"show(lambda: {choices.bytes_literal()}.{name}({choices.choice(arguments)}))")
        elif form == 10:
            lines.append(f"show(lambda: {choices.pick('list', 'sorted', 'len', 'repr', 'ascii', 'set', 'tuple', 'max', 'min', 'reversed')}(subject))")
        else:
            lines.append(f"show(lambda: {choices.pick('subject', choices.str_literal())} * {choices.pick(choices.small(), '1.5', 'None')})")
            lines.append(f"show(lambda: {choices.pick('subject', choices.str_literal())} {choices.pick('+', '<', '==', 'in', '>=')} {choices.pick(choices.str_literal(), choices.any_literal(), choices.small())})")
    return lines
