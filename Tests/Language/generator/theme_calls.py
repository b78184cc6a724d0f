"""Signatures of every shape called with arguments of every shape: what is bound, or which message refuses."""


def signature(choices):
    parts, names = [], []
    fresh = iter("abcdefgh")

    def add(count, with_defaults):
        started = False
        for _ in range(count):
            name = next(fresh)
            names.append(name)
            if with_defaults and (started or choices.likely(0.35)):
                started = True
                parts.append(f"{name}={choices.small()}")
            else:
                parts.append(name)
        return started

    positional_only = choices.randint(0, 2)
    started = add(positional_only, True)
    if positional_only and choices.likely(0.5):
        parts.append("/")
    for _ in range(choices.randint(0, 2)):
        name = next(fresh)
        names.append(name)
        parts.append(f"{name}={choices.small()}" if started else name)
    star = choices.pick("", "", "*args", "*")
    if star:
        parts.append(star)
        if star == "*args":
            names.append("args")
        for _ in range(choices.randint(1, 2)):
            name = next(fresh)
            names.append(name)
            parts.append(name + choices.pick("", f"={choices.small()}"))
    if choices.likely(0.3):
        parts.append("**kw")
        names.append("kw")
    return ", ".join(parts), names


def call(choices):
    parts = [choices.pick(choices.small(), choices.str_literal(), f"*{choices.pick(choices.int_list(), '(7, 8)', repr('xy'), 'range(2)', '()')}")
             for _ in range(choices.randint(0, 4))]
    used = set()
    for _ in range(choices.randint(0, 3)):
        name = choices.choice("abcdez")
        if name not in used:
            used.add(name)
            parts.append(f"{name}={choices.small()}")
    if choices.likely(0.25):
        parts.append(choices.pick("**{'a': 1}", "**{'z': 1, 'b': 2}", "**{}", "**{1: 2}", "**5", "**dict(c=3)"))
    return ", ".join(parts)


BUILT_IN = ["len", "print", "sorted", "sum", "min", "max", "int", "str", "range", "zip", "map", "isinstance", "getattr", "enumerate", "abs", "round", "list", "dict", "pow", "chr", "bool",
            "divmod", "iter", "next", "reversed", "filter", "all", "tuple", "set", "float", "ord", "hasattr", "callable", "repr", "format", "slice", "math.sqrt", "math.gcd", "'a'.join",
            "[].append", "{}.get", "'a'.split", "[].sort", "{}.update", "'a'.replace", "'{}'.format", "functools.reduce", "itertools.islice", "itertools.repeat", "collections.deque", "re.sub"]


def statements(choices):
    lines = []
    for number in range(choices.randint(2, 4)):
        text, names = signature(choices)
        shown = ", ".join(names)
        form = choices.randrange(5)
        if form < 3:
            lines.append(f"def f{number}({text}):\n    return [{shown}]")
            target = f"f{number}"
        elif form == 3:
            lines.append(f"f{number} = lambda {text}: [{shown}]" if text else f"f{number} = lambda: []")
            target = f"f{number}"
        else:
            kind = choices.pick("def m(self, {}):", "@classmethod\n    def m(cls, {}):", "@staticmethod\n    def m({}):", "def __init__(self, {}):", "def __call__(self, {}):").replace("{}", text).replace(", )", ")")
            lines.append(f"class C{number}:\n    {kind}\n        {'print' if '__init__' in kind else 'return '}([{shown}])")
            target = f"C{number}" if "__init__" in kind else f"C{number}()" if "__call__" in kind else f"C{number}().m" if choices.likely(0.7) else f"C{number}.m"
        for _ in range(choices.randint(2, 4)):
            text = f"{target}({call(choices)})"
            lines.append(f"show(lambda: {text if '__init__' not in lines[-1] else text})")
    for _ in range(choices.randint(1, 3)):
        arguments = ", ".join([choices.any_literal(1) for _ in range(choices.randint(0, 3))] + choices.pick([], [], [], ["key=5"], ["default=0"], ["reverse=True"]))
        name = choices.choice(BUILT_IN)
        lines.append(f"show(lambda: {name}({arguments}))" if name != "range" else f"show(lambda: range({arguments}))")
    lines.append(f"show(lambda: functools.partial(f0, {choices.small()})({call(choices)}))")
    return lines
