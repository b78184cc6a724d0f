"""Random values and expressions as source text."""
import random

# Characters that string methods treat differently: cases, spaces, digits, marks, wide and astral characters.
LETTERS = "abcxyzABC  019_-.,%{}\t\n'\"éßñÉıſ日İ²½\u00a0\u0301😀"
WORDS = ["", "a", "b", "ab", "abc", "hello", "Hello World", "a,b,,c", "  pad ", "x=1;y=2", "tEsT", "123", "-7", "1.5", "  42\n",
         "0x1f", "1_000", "naïve", "straße", "日本語", "a\tb\tc", "line\nline2\r\nline3", "aXbXc", "banana", "{}", "%s", "İstanbul"]
SPECIAL_INTEGERS = [0, 1, -1, 2, -2, 3, 7, 10, -10, 255, 256, 1000, 2**31, -2**31, 2**53 + 1, 2**62, 2**63 - 1, 2**63, -2**63,
                    -2**63 - 1, 2**64, 10**18, 10**19, 10**25, -10**30, 3**50]
SPECIAL_FLOATS = ["0.0", "-0.0", "1.0", "-1.0", "0.5", "1.5", "2.5", "-2.5", "0.1", "1e16", "1e15", "123456789.125", "1e-5", "1e-4",
                  "1e22", "1e23", "1e100", "-1e300", "1e308", "5e-324", "1/3", "2/3", "float('inf')", "-float('inf')",
                  "float('nan')", "3.14159", "1234.5678", "99999.5", "0.30000000000000004"]


class Choices(random.Random):
    """A random generator that knows how to write values of the language."""

    def pick(self, *options):
        return self.choice(options)

    def likely(self, probability):
        return self.random() < probability

    def text(self):
        """A str as a Python object."""
        if self.likely(0.6):
            return self.choice(WORDS)
        return "".join(self.choice(LETTERS) for _ in range(self.randint(0, 8)))

    def integer(self):
        return self.pick(self.randint(-5, 12), self.randint(-5, 12), self.randint(-1000, 1000), self.choice(SPECIAL_INTEGERS))

    # Literals: source text of each type.

    def int_literal(self):
        value = self.integer()
        if self.likely(0.05) and value >= 0:
            return self.pick(hex, oct, bin)(value)
        return str(value) if value >= 0 else f"({value})"

    def small(self, low=-3, high=6):
        value = self.randint(low, high)
        return str(value) if value >= 0 else f"({value})"

    def float_literal(self):
        if self.likely(0.6):
            return f"({self.choice(SPECIAL_FLOATS)})"
        return f"({round(self.uniform(-100, 100), self.randint(0, 6))!r})"

    def str_literal(self):
        return repr(self.text())

    def bytes_literal(self):
        return repr(self.pick(b"", b"abc", b"a,b,c", b" x ", bytes([0, 255, 10, 65]), b"Hello", self.text().encode()))

    def bool_literal(self):
        return self.pick("True", "False")

    def list_literal(self, depth=1):
        return "[" + ", ".join(self.any_literal(depth - 1) for _ in range(self.randint(0, 4))) + "]"

    def int_list(self):
        return "[" + ", ".join(self.small(-9, 20) for _ in range(self.randint(0, 6))) + "]"

    def str_list(self):
        return "[" + ", ".join(self.str_literal() for _ in range(self.randint(0, 4))) + "]"

    def tuple_literal(self, depth=1):
        items = [self.any_literal(depth - 1) for _ in range(self.randint(0, 4))]
        return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"

    def key_literal(self):
        return self.pick(self.int_literal, self.str_literal, self.bool_literal, self.float_literal,
                         lambda: "None", lambda: f"({self.small()}, {self.small()})")()

    def dict_literal(self, depth=1):
        return "{" + ", ".join(
            f"{self.key_literal()}: {self.any_literal(depth - 1)}" for _ in range(self.randint(0, 4))) + "}"

    def set_literal(self):
        # Strings and None hash differently; a set shows its members in the order of their hashes.
        makers = (self.int_literal, self.bool_literal, self.float_literal, lambda: f"({self.small()}, {self.small()})")
        items = [self.choice(makers)() for _ in range(self.randint(0, 4))]
        if self.likely(0.15):
            items = [self.key_literal()]
        if len(items) > 1:
            # NaN hashes by where it lies.
            items = [item for item in items if "nan" not in item]
        if not items:
            return self.pick("set()", "frozenset()")
        text = "{" + ", ".join(items) + "}"
        return f"frozenset({text})" if self.likely(0.2) else text

    def range_literal(self):
        arguments = [self.small(-5, 10) for _ in range(self.randint(1, 3))]
        if len(arguments) == 3:
            arguments[2] = self.pick("1", "2", "-1", "-2", "3", "0" if self.likely(0.1) else "-3")
        return f"range({', '.join(arguments)})"

    def any_literal(self, depth=1):
        makers = [self.int_literal, self.int_literal, self.float_literal, self.str_literal, self.str_literal, self.bool_literal,
                  lambda: "None"]
        if depth > 0:
            makers += [lambda: self.list_literal(depth), lambda: self.tuple_literal(depth), lambda: self.dict_literal(depth),
                       self.set_literal, self.range_literal, self.bytes_literal, lambda: "..."]
        return self.choice(makers)()

    def literal(self, kind):
        """A literal of a named type."""
        return {"int": self.int_literal, "float": self.float_literal, "str": self.str_literal, "bool": self.bool_literal,
                "bytes": self.bytes_literal, "list": self.list_literal, "tuple": self.tuple_literal, "dict": self.dict_literal,
                "set": self.set_literal, "range": self.range_literal, "any": self.any_literal, "ints": self.int_list,
                "strs": self.str_list}[kind]()

    # Expressions

    def expression(self, names, depth):
        """An expression of any type over the variables `names`."""
        if depth <= 0 or self.likely(0.15):
            return self.choice(names) if names and self.likely(0.6) else self.any_literal(1)
        sub = lambda: self.expression(names, depth - 1)
        form = self.randrange(22)
        if form < 6:
            if self.likely(0.15):
                # A sequence times a huge number would fill the memory.
                return f"({sub()} * {self.pick(self.small(), self.small(), '1.5', 'None', '2**64', self.str_literal())})"
            return f"({sub()} {self.pick('+', '-', '/', '//', '%', '&', '|', '^')} {sub()})"
        if form == 6:
            return f"({sub()} ** {self.pick('0', '1', '2', '3', '-1', '2.0')})"
        if form == 7:
            return f"({sub()} {self.pick('<<', '>>')} {self.small(-1, 70)})"
        if form < 10:
            return f"({sub()} {self.pick('==', '!=', '<', '<=', '>', '>=')} {sub()})"
        if form == 10:
            return f"({sub()} {self.pick('<', '<=', '==', '!=', '>')} {sub()} {self.pick('<', '>=', '!=')} {sub()})"
        if form == 11:
            return f"({sub()} {self.pick('in', 'not in')} {sub()})"
        if form == 12:
            return f"({sub()} {self.pick('and', 'or')} {sub()})"
        if form == 13:
            return f"({self.pick('-', '+', '~', 'not ')}{sub()})"
        if form == 14:
            return f"({sub()} if {sub()} else {sub()})"
        if form == 15:
            return f"{self.pick('len', 'abs', 'bool', 'str', 'repr', 'list', 'tuple', 'sorted', 'sum', 'min', 'max', 'int', 'float', 'any', 'all', 'set', 'dict', 'round', 'enumerate', 'iter', 'chr', 'ord', 'hex', 'divmod')}({sub()})" \
                if self.likely(0.9) else f"{self.pick('divmod', 'isinstance', 'min', 'max', 'round', 'pow')}({sub()}, {sub()})"
        if form == 16:
            return f"{sub()}[{sub()}]"
        if form == 17:
            return f"{sub()}[{self.slice()}]"
        if form == 18:
            return f"[{sub()}, *{sub()}]"
        if form == 19:
            return f"({sub()}, {sub()})"
        if form == 20:
            return "{" + f"{sub()}: {sub()}" + "}"
        return f"f'{{{self.choice(names) if names else 1}!r:>{self.randint(0, 9)}}}'"

    def slice(self):
        part = lambda: self.pick("", "", self.small(-7, 9), "None")
        return f"{part()}:{part()}" if self.likely(0.6) else f"{part()}:{part()}:{self.pick('', '1', '2', '-1', '-2', '3', '0', 'None')}"
