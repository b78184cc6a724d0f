"""Classes: attributes, inheritance, super, properties, special methods that give odd answers."""

RETURNS = ["5", "-1", "'text'", "None", "True", "False", "NotImplemented", "self", "[1, 2]", "1.5", "0", "10**20", "1 / 0", "iter([1, 2])"]
UNARY = {"__repr__": "repr(o)", "__str__": "str(o)", "__len__": "len(o)", "__bool__": "bool(o)", "__hash__": "hash(o) == hash(o)", "__int__": "int(o)", "__float__": "float(o)",
         "__index__": "[10, 20][o]", "__neg__": "-o", "__abs__": "abs(o)", "__iter__": "list(o)", "__next__": "next(o)", "__call__": "o()", "__invert__": "~o", "__round__": "round(o)",
         "__reversed__": "list(reversed(o))", "__enter__": "o.__enter__()", "__trunc__": "math.trunc(o)", "__floor__": "math.floor(o)", "__ceil__": "math.ceil(o)"}
BINARY = {"__add__": "o + 1", "__radd__": "1 + o", "__sub__": "o - o", "__mul__": "o * 2", "__rmul__": "[1] * o", "__eq__": "o == 1", "__ne__": "o != 1", "__lt__": "o < 1", "__le__": "o <= o",
          "__gt__": "o > 'a'", "__getitem__": "o[1]", "__contains__": "3 in o", "__format__": "f'{o:>5}'", "__truediv__": "o / 2", "__rtruediv__": "2 / o", "__floordiv__": "o // 2", "__mod__": "o % 2", "__rmod__": "'%s' % o",
          "__pow__": "o ** 2", "__and__": "o & 1", "__ror__": "1 | o", "__iadd__": "inplace(o)", "__getattr__": "o.missing", "__delitem__": "delete(o)", "__missing__": "o['m']", "__lshift__": "o << 1", "__matmul__": "o @ 1", "__divmod__": "divmod(o, 2)"}
EXTRA = ["o.x", "o.y", "o.m()", "o.m(1)", "o.p", "o == o", "o is o", "o in [o]", "bool(o)", "str(o)", "len(o)", "list(o)", "o + o", "o < o", "sorted([o, o])", "{o: 1}", "type(o).__name__", "isinstance(o, A)", "isinstance(o, int)",
         "hasattr(o, 'x')", "getattr(o, 'zz', 4)", "o.s()", "o.c()", "B.c()", "A.s()", "A.x", "B.k", "o.k", "vars(o)", "B.__mro__[1].__name__", "issubclass(B, A)", "super(B, o).m()", "o.__class__.__name__", "f'{o}'",
         "format(o, '>3')", "'%d' % o", "max(o, o)", "sum([o])", "range(o)", "'a' * o", "[1, 2][o:]", "callable(o)", "list(iter(o))", "dict(o)", "o.__dict__", "set(o)", "tuple(o)", "abs(o)", "o.undefined", "A().undefined", "A.undefined", "int(o)", "print(o)", "round(o, 1)", "B()", "A.m()", "A.m(o)", "o[0]", "o[1:2]", "'%s %r' % (o, 1)", "json.dumps([1, str])", "copy.copy(o)", "o != o", "1 in o", "any(o)", "not o", "chr(o)", "math.sqrt(o)", "bytes(o)", "' '.join(o)", "enumerate(o)", "zip(o, [1])", "map(str, o)", "[*o]", "{**o}", "print(*o)"]


def statements(choices):
    special = {}
    for _ in range(choices.randint(1, 5)):
        name = choices.choice(sorted(UNARY) + sorted(BINARY))
        special[name] = UNARY.get(name) or BINARY[name]

    def method(name):
        arguments = "self" if name in UNARY else "self, other"
        # What __str__ returns may be of a subclass of str in CPython.
        returned = choices.choice([text for text in RETURNS if text != "self"] if name in ("__str__", "__repr__") else RETURNS)
        body = f"return {returned}" if choices.likely(0.85) else choices.pick("raise KeyError('k')", "raise StopIteration", "yield 1", "raise AttributeError('gone')", "return other" if "other" in arguments else "pass", "raise IndexError")
        if name == "__getitem__":
            # Iteration by index ends.
            body = f"if isinstance(other, int) and other > 3:\n            raise IndexError('end')\n        {body}"
        if name == "__next__":
            arguments += ", left=[3]"
            body = f"left[0] -= 1\n        if left[0] < 0:\n            raise StopIteration\n        {body}"
        return f"    def {name}({arguments}):\n        {body}"

    base = choices.pick("", "", "", "(list)", "(dict)", "(str)", "(Exception)", "(tuple)", "(object)", "(set)")
    first = [f"class A{base}:", f"    k = {choices.small()}"]
    if not base or choices.likely(0.2):
        first.append(f"    def __init__(self, x={choices.small()}):\n        self.x = x")
    first.append(f"    def m(self):\n        return ('A.m', {choices.pick('self.k', 'self.x', '1')})")
    first.append("    @staticmethod\n    def s():\n        return 's'")
    first.append("    @classmethod\n    def c(cls):\n        return cls.__name__")
    first.append(f"    @property\n    def p(self):\n        return {choices.pick('self.x', 'self.k', 'self.nothing', '1')}")
    if choices.likely(0.4):
        first.append("    @p.setter\n    def p(self, value):\n        self.x = value * 2")
    second = ["class B(A):", f"    y = {choices.small()}"]
    if choices.likely(0.5):
        second.append("    def m(self):\n        return ('B.m', super().m())")
    if base not in ("(str)", "(tuple)", "(object)") and choices.likely(0.3):
        second.append("    def __init__(self, *args):\n        super().__init__(*args)\n        self.y = 9")
    if choices.likely(0.1):
        second.append("    __hash__ = None")
    for name in special:
        (first if choices.likely(0.5) else second).append(method(name))
    lines = ["\n".join(first), "\n".join(second)]
    lines.append("def inplace(o):\n    o += 1\n    return o")
    lines.append("def delete(o):\n    del o[0]")
    lines.append(f"o = 0\ntry:\n    o = {choices.pick('A()', 'B()', 'B()', 'A(3)', 'B(3)')}\nexcept Exception as error:\n    print(failure(error))")
    for expression in special.values():
        lines.append(f"show(lambda: {expression})")
    for _ in range(choices.randint(4, 9)):
        if choices.likely(0.25):
            statement = choices.pick("o.x = 5", "o.p = 3", "del o.x", "o.new = 1", "A.k = 8", "del A.k", "del o.y", "B.y = 1", "o.m = lambda: 'own'", "o[0] = 1", "del o['a']", "o.k += 1", "o.p += 1", "setattr(o, 'z', 1)", "delattr(o, 'q')", "o.__class__ = A" if choices.likely(0.0) else "A.m = lambda self: 'new'",
                                     "for i in o: print(text(i))", "a, b = o", "with o: print('in')", "assert o, 'falsy'", "o()", "o |= {1}", "raise o")
            lines.append(f"try:\n    {statement}\nexcept Exception as error:\n    print(failure(error))")
        else:
            lines.append(f"show(lambda: {choices.choice(EXTRA)})")
    return lines
