"""Exceptions: classes of one's own, causes and contexts, arguments, what is printed of each."""

KINDS = ["ValueError", "KeyError", "IndexError", "TypeError", "RuntimeError", "ZeroDivisionError", "AttributeError", "OSError", "StopIteration", "ArithmeticError",
         "LookupError", "Custom", "Child", "Silent", "AssertionError", "NotImplementedError", "Exception", "ImportError", "UnicodeError", "OverflowError", "NameError"]

CLASSES = """class Custom(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code
class Child(Custom):
    def __str__(self):
        return f'child of {self.code}'
class Silent(ValueError):
    pass"""

DESCRIBE = """def describe(error, depth=0):
    if error is None or depth > 4:
        return '-'
    return f"{type(error).__name__}{error.args!r}({str(error)}|{error!r}) cause={describe(error.__cause__, depth + 1)} context={describe(error.__context__, depth + 1)} quiet={error.__suppress_context__}\""""


def statements(choices):
    def made():
        kind = choices.choice(KINDS)
        arguments = choices.pick("", "'text'", "1", "1, 2", "'a', 'b'", "None", "[1]", "('t',)", "''", "2, 'No such file'")
        if kind in ("Custom", "Child") and not arguments and choices.likely(0.8):
            arguments = "7"
        return f"{kind}({arguments})"

    def raising():
        return choices.pick(f"raise {made()}", f"raise {made()}", f"raise {choices.choice(KINDS)}", f"raise {made()} from {choices.pick('None', made(), 'ZeroDivisionError')}", "1 / 0", "{}['k']", "[][3]",
                            "None.x", "int('q')", "undefined", "raise", "raise 5", "raise None", "raise ValueError from 5", "assert False", "assert 0, (1, 2)", "next(iter([]))", "''.nope()", "len(5)", "'a' + 1",
                            "print(*1)", "import nope", "from itertools import nope", "{[]: 1}", "f = lambda x: x\n{indent}f()", "object().x", "x, y = 1", "x, y = 1, 2, 3", "del undefined", "[1].remove(2)", "{1}.remove(3)", "'x'.index('y')",
                            "(1).x = 2", "str.nope", "math.nope", "math.sqrt(-1)", "float('z')", "chr(-1)", "ord('ab')", "range(1, 2, 0)", "[].pop()", "{}.popitem()", "iter(5)", "5()", "'abc'[5]", "(1,)[3]", "'abc'['x']",
                            "raise Custom", "math.factorial(-1)", "json.loads('{')", "re.compile('(')", "'%d' % 'x'", "'{}'.format()", "sorted([1, 'a'])", "int([])", "max([])", "bytes([300])", "sum(['a'])")

    def block(depth, indent):
        space = " " * indent
        body = lambda extra=4: block(depth - 1, indent + extra)
        if depth == 0 or choices.likely(0.2):
            return space + raising().replace("{indent}", space)
        handler = choices.pick("Exception", "Exception", "ValueError", "LookupError", "Custom", "(KeyError, TypeError)", "ArithmeticError", "OSError", "5" if choices.likely(0.1) else "Exception", "BaseException")
        text = f"{space}try:\n{body()}\n{space}except {handler} as error:\n{space}    print(describe(error))\n"
        text += choices.pick(f"{space}    raise", f"{body()}", f"{space}    pass", f"{space}    raise {made()} from error", f"{space}    raise {made()} from None", f"{space}    raise error")
        if choices.likely(0.25):
            text += f"\n{space}finally:\n" + choices.pick(f"{space}    print('finally')", body(), f"{space}    print('finally')")
        return text

    lines = [CLASSES, DESCRIBE]
    for _ in range(choices.randint(3, 6)):
        lines.append(f"try:\n{block(choices.randint(0, 3), 4)}\nexcept BaseException as error:\n    print(describe(error))")
    lines.append(f"show(lambda: {made()}.args)")
    lines.append(f"show(lambda: isinstance({made()}, {choices.pick('Exception', 'LookupError', '(ValueError, OSError)', 'Custom', '5')}))")
    lines.append(f"show(lambda: issubclass({choices.choice(KINDS)}, {choices.choice(KINDS)}))")
    return lines
