"""Nested loops, conditions, try statements, with statements, unpacking: where control goes, and in which order."""

from source import indented


class Block:
    def __init__(self, choices):
        self.choices, self.labels = choices, 0

    def label(self):
        self.labels += 1
        return self.labels

    def simple(self, depth, in_loop):
        choices = self.choices
        options = [f"print({self.label()}, n)", "n += 1", f"n = n * 3 % {choices.randint(5, 17)}", f"print('at {self.label()}')",
                   f"a, b = {choices.pick('b, a', 'n, a', '[1, 2]', '(1,)', '1, 2, 3', repr('xy'), 'n', '{1: 2, 3: 4}')}",
                   f"a, *b = {choices.pick('range(n % 4)', 'b, a', '[1]', '()', repr('hello'), 'n')}",
                   f"(a, (b, c)) = {choices.pick('1, (2, 3)', '1, [2]', repr('ab'), '(1, range(2))')}",
                   "print(text(a), text(b))", f"raise ValueError({self.label()})", f"raise KeyError('k{self.label()}')", "x = [1, 2][n % 4]",
                   "x = 10 // (n % 3)", f"assert n % 3, 'failed {self.label()}'", "print(undefined)" if choices.likely(0.3) else "del c", "print(c)", f"return print('return {self.label()}')",
                   f"n = (m := n + 1) + {choices.randint(0, 2)}"]
        if in_loop:
            options += ["break", "continue", "if n % 2: break", "if n % 3 == 1: continue"]
        return choices.choice(options)

    def statement(self, depth, in_loop):
        choices = self.choices
        form = choices.randrange(14) if depth > 0 else 0
        body = lambda loop=in_loop: self.body(depth - 1, loop)
        if form < 4:
            return self.simple(depth, in_loop)
        if form == 4:
            text = f"if {self.condition()}:\n{body()}"
            if choices.likely(0.4):
                text += f"\nelif {self.condition()}:\n{body()}"
            return text + (f"\nelse:\n{body()}" if choices.likely(0.5) else "")
        if form < 8:
            header = choices.pick(f"for i in range({choices.randint(0, 4)}):", "for i, c in enumerate('xyz'):", "for i in [3, 1, 2]:", "for a, b in {1: 2, 3: 4}.items():",
                                  "for n in range(n % 5):", "for a, *b in [(1, 2, 3), 'pq', [4]]:", "for i in (k * n for k in range(3)):", "for i in n:" if choices.likely(0.1) else "for i in 'ab':")
            return f"{header}\n{body(True)}" + (f"\nelse:\n{body()}" if choices.likely(0.3) else "")
        if form == 8:
            counter = f"w{self.label()}"
            return f"{counter} = 0\nwhile {counter} < {choices.randint(1, 4)}:\n    {counter} += 1\n{body(True)}" + (f"\nelse:\n{body()}" if choices.likely(0.3) else "")
        if form < 12:
            text = f"try:\n{body()}"
            handlers = choices.randint(0, 2)
            for _ in range(handlers):
                kind = choices.pick("ValueError", "KeyError", "ZeroDivisionError", "(ValueError, TypeError)", "LookupError", "ArithmeticError", "Exception", "IndexError", "UnboundLocalError")
                text += f"\nexcept {kind}{choices.pick(' as e', ' as e', '')}:\n{body()}" + ("\n    print(failure(e))" if choices.likely(0.3) else "") + ("\n    raise" if choices.likely(0.15) else "")
            if handlers and choices.likely(0.3):
                text += f"\nelse:\n{body()}"
            if not handlers or choices.likely(0.4):
                text += f"\nfinally:\n{body()}"
            return text
        if form == 12:
            return f"with Context({self.label()}, {choices.pick('False', 'False', 'True')}) as c:\n{body()}"
        name = f"f{self.label()}"
        return f"def {name}(n, a=1):\n    b = c = 0\n{self.body(depth - 1, False)}\n    return n\nprint({name}({choices.pick('n', 'n + 1', '2, a', 'a=3, n=1')}))"

    def condition(self):
        return self.choices.pick("n % 2", "n > 3", "n % 3 == 0", "not n", "a", "1 < n < 5", "n in (1, 2, 4)", "(q := n % 4) and q > 1", "b is None", "n and a", "n or b")

    def body(self, depth, in_loop):
        return "\n".join(indented(self.statement(depth, in_loop)) for _ in range(self.choices.randint(1, 3)))


CONTEXT = """class Context:
    def __init__(self, label, swallows):
        self.label, self.swallows = label, swallows
    def __enter__(self):
        print('enter', self.label)
        return self.label
    def __exit__(self, kind, error, trace):
        print('exit', self.label, kind and kind.__name__, error)
        return self.swallows"""


def statements(choices):
    block = Block(choices)
    lines = [CONTEXT, f"n = {choices.randint(0, 9)}", "a, b, c, e, i, x = 1, None, 0, ValueError('none yet'), 0, 0"]
    return lines + [block.statement(3, False) for _ in range(choices.randint(2, 5))] + ["print(n, text(a), text(b), i)"]
