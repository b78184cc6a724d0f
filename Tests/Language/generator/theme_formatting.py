"""Format specifications in f-strings, str.format, format() and the % operator."""


def spec(choices):
    """A format specification, often valid."""
    fill = choices.pick("", "", "", "*", "0", " ", "é", "{{" if choices.likely(0.05) else "_")
    align = choices.pick("<", ">", "^", "=") if fill or choices.likely(0.3) else ""
    sign = choices.pick("", "", "", "+", "-", " ")
    form = choices.pick("", "", "z" if choices.likely(0.1) else "", "#")
    zero = choices.pick("", "", "", "0")
    width = choices.pick("", "", "1", "5", "8", "12", "20")
    comma = choices.pick("", "", "", "", ",", "_")
    precision = choices.pick("", "", "", ".0", ".1", ".2", ".3", ".6", ".10", ".17", ".")
    kind = choices.pick("", "", "d", "f", "e", "g", "%", "x", "X", "o", "b", "c", "n", "s", "E", "G", "F", "r", "q")
    return fill + align + sign + form + zero + width + comma + precision + kind


def percent(choices):
    flags = "".join(choices.pick("", "", "-", "+", " ", "0", "#") for _ in range(choices.randint(0, 2)))
    width = choices.pick("", "", "3", "10", "*")
    precision = choices.pick("", "", ".0", ".2", ".5", ".*", ".")
    return "%" + choices.pick("", "", "", "(k)") + flags + width + precision + choices.pick(*"ddiouxXeEfFgGcrsa%q")


def statements(choices):
    value = lambda: choices.pick(choices.int_literal, choices.float_literal, choices.float_literal, choices.str_literal, choices.bool_literal,
                                 lambda: "None", choices.int_list)()
    lines = [f"v = {value()}", f"w = {value()}"]
    for _ in range(choices.randint(8, 14)):
        if choices.likely(0.3):
            lines.append(f"v = {value()}")
        form = choices.randrange(10)
        if form < 4:
            lines.append(f"show(lambda: format(v, {spec(choices)!r}))")
        elif form == 4:
            inner = spec(choices)
            inner = inner if "{" not in inner else ""
            conversion = choices.pick("", "", "!r", "!s", "!a")
            equals = choices.pick("", "", "=", " = ")
            lines.append(f"show(lambda: f'<{{v{equals}{conversion}{':' + inner if inner else ''}}}>')")
        elif form == 5:
            lines.append(f"show(lambda: f'{{v:{choices.pick('', '>', '<', '^')}{{w}}}}|{{w!r:{{8}}}}')")
        elif form == 6:
            fields = " ".join("{" + choices.pick("", "", "0", "1", "2", "k", "k[0]", "0.real", "k.x", "0[0]", "0[a]", "-1") + choices.pick("", "!r", "!s", "!x" if choices.likely(0.2) else "") +
                              choices.pick("", ":" + spec(choices).replace("{", ""), ":{1}") + "}" for _ in range(choices.randint(1, 3)))
            fields += choices.pick("", "", "{{", "}}", "{", "}")
            lines.append(f"show(lambda: {fields!r}.format(v, w, k=[1, 'z']))")
        else:
            pattern = " ".join(percent(choices) for _ in range(choices.randint(1, 2)))
            if "(k)" in pattern and choices.likely(0.8):
                operand = "{'k': v}"
            else:
                operand = choices.pick("v", "(v,)", "(v, w)", "(5, v)", "(4, 2, v)", "(v, 5, w)", "[v]", "{'k': w}")
            lines.append(f"show(lambda: {pattern!r} % {operand})")
    return lines
