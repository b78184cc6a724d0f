"""Integers of any size and floats: operators, conversions, methods, the functions of math."""


def statements(choices):
    number = lambda: choices.pick(choices.int_literal, choices.int_literal, choices.float_literal, choices.bool_literal)()
    lines = [f"x = {choices.int_literal()}", f"y = {choices.int_literal()}", f"f = {choices.float_literal()}"]
    value = lambda: choices.pick("x", "y", "f", number())
    for _ in range(choices.randint(6, 12)):
        form = choices.randrange(14)
        if form < 3:
            text = f"{value()} {choices.pick('+', '-', '*', '/', '//', '%')} {value()}"
        elif form == 3:
            text = f"{value()} {choices.pick('&', '|', '^', '<', '<=', '==', '!=')} {value()}"
        elif form == 4:
            text = f"{choices.pick('x', 'y', choices.int_literal())} {choices.pick('<<', '>>')} {choices.small(-1, 130)}"
        elif form == 5:
            text = f"abs({value()}) ** {choices.pick('2', '3', '0.5', '-1', '-2', '0', '10')}"
        elif form == 6:
            text = f"pow({value()}, {choices.small(-3, 20)}, {choices.pick(choices.int_literal(), '7', '1', '10**9+7', '-5')})"
        elif form == 7:
            name = choices.pick("int", "float", "str", "bool", "hex", "oct", "bin", "abs", "hash", "repr", "round")
            text = f"{name}({value()})"
            # NaN hashes by where it lies.
            text = f"{text} if ({text[5:-1]}) == ({text[5:-1]}) else None" if name == "hash" else text
        elif form == 8:
            text = f"round({value()}, {choices.small(-3, 5)})"
        elif form == 9:
            text = f"divmod({value()}, {value()})"
        elif form == 10:
            name = choices.pick("sqrt", "floor", "ceil", "trunc", "isnan", "isinf", "isfinite", "fabs", "factorial", "isqrt", "frexp",
                                "modf", "degrees", "radians")
            text = f"math.{name}({choices.pick(value(), choices.small(0, 30))})"
        elif form == 11:
            text = choices.pick(f"math.gcd({value()}, {value()})", f"math.lcm({value()}, {choices.small()})", f"math.comb({choices.small(-1, 40)}, {choices.small(-1, 20)})",
                                f"math.perm({choices.small(-1, 20)}, {choices.small(-1, 10)})", f"math.copysign({value()}, {value()})", f"math.fmod({value()}, {value()})",
                                f"math.isclose({value()}, {value()})", f"math.hypot({value()}, {value()})", f"math.ldexp({value()}, {choices.small()})",
                                f"math.prod({choices.int_list()})", f"math.fsum([{value()}, {value()}])", f"math.dist([{value()}], [{value()}])")
        elif form == 12:
            text = choices.pick("x.bit_length()", "y.bit_count()", "f.is_integer()", "f.as_integer_ratio()", "x.as_integer_ratio()", "f.hex()", "x.conjugate()",
                                f"x.to_bytes({choices.small(-1, 12)}, {choices.pick(repr('big'), repr('little'), repr('up'))})",
                                f"x.to_bytes({choices.small(1, 12)}, 'little', signed=True)",
                                f"int.from_bytes({choices.bytes_literal()}, 'big', signed={choices.bool_literal()})",
                                "x.real + x.imag", "f.real", "x.numerator", "x.denominator", f"float.fromhex({choices.str_literal()})")
        else:
            base = choices.pick("", "", ", 2", ", 16", ", 0", ", 36", ", 37", ", 1")
            text = f"{choices.pick('int', 'float')}({choices.pick(choices.str_literal(), repr(str(choices.integer())), repr(hex(choices.integer())), repr('1e5'), repr('-inf'), repr('1__0'), repr('_1'), repr(' 12 '), repr('1_2'))}{base})"
        lines.append(f"show(lambda: {text})")
    return lines
