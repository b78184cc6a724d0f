"""Generators: send, throw, close, yield from, return values, exceptions inside and out."""


def body(choices, depth):
    def simple():
        return choices.pick("yield n", "yield n * 2", "n += 1", "x = yield n\n{s}print('got', x)", "print('step', n)", "return n", "yield from range(n % 3)", "yield from 'ab'", "raise ValueError(n)", "yield from inner(n)", "r = yield from inner(2)\n{s}print('inner gave', r)",
                            "n = yield", "yield (yield n)", "print((yield))", "raise StopIteration(3)", "yield from [n, [n]]", "yield from 5" if choices.likely(0.2) else "yield", "next(iter(()))" if choices.likely(0.3) else "yield 1, 2", "del n" if choices.likely(0.1) else "n = n % 5", "yield [i async_ for i in ()]" if False else "yield [i * n for i in range(2)]")

    def block(depth, indent, loop):
        space = " " * indent
        lines = []
        for _ in range(choices.randint(1, 3)):
            form = choices.randrange(8) if depth else 0
            if form < 4:
                lines.append(space + simple().replace("{s}", space))
            elif form == 4:
                lines.append(f"{space}for i in range({choices.randint(1, 3)}):\n{block(depth - 1, indent + 4, True)}")
            elif form == 5:
                lines.append(f"{space}if n % 2:\n{block(depth - 1, indent + 4, loop)}")
            else:
                text = f"{space}try:\n{block(depth - 1, indent + 4, loop)}\n"
                kind = choices.pick("ValueError", "GeneratorExit", "KeyError", "Exception", "StopIteration", "RuntimeError")
                text += f"{space}except {kind} as e:\n{space}    print('caught', type(e).__name__, e)\n{block(depth - 1, indent + 4, loop)}" if choices.likely(0.7) else f"{space}finally:\n{space}    print('cleanup', n)"
                lines.append(text)
        if loop and choices.likely(0.2):
            lines.append(space + choices.pick("break", "continue", "if n > 2: break"))
        return "\n".join(lines)

    return block(depth, 4, False)


def statements(choices):
    lines = ["def inner(n):\n    try:\n        x = yield 'in'\n        print('inner got', x)\n        yield n\n    finally:\n        print('inner done')\n    return n * 10"]
    lines.append(f"def g(n):\n    yield 'start'\n{body(choices, 2)}\n    yield 'end'")
    lines.append("it = g(0)")
    for _ in range(choices.randint(1, 2)):
        # A generator that is dropped runs its finally when its memory is found free, which nothing fixes.
        lines.append("show(lambda: it.close())")
        lines.append(f"it = g({choices.randint(0, 4)})")
        for _ in range(choices.randint(3, 7)):
            lines.append("show(lambda: " + choices.pick("next(it)", "next(it)", "next(it, 'over')", f"it.send({choices.pick('None', '7', repr('s'))})", "it.throw(ValueError('t'))", "it.throw(KeyError)", "it.close()", "list(it)", "it.send(1)", "sum(1 for _ in it)", "[*it]",
                                                        "list(zip(it, range(2)))", "list(itertools.islice(it, 2))", "it.throw(GeneratorExit)", "'end' in it", "dict(it)", "(next(it), next(it))", "list(map(text, it))", "it.throw(StopIteration('s'))", "tuple(it)", "max(it, default=0, key=str)", "sorted(it, key=text)", "iter(it) is it", "it.throw(1)") + ")")
    lines.append("show(lambda: it.close())")
    if choices.likely(0.4):
        lines.append("for value in g(3):\n    print(text(value))" + choices.pick("", "\nelse:\n    print('all')"))
    lines.append(f"show(lambda: {choices.pick('list(x * y for x in range(3) for y in range(x))', '(x for x in 5)', 'list(1 // x for x in (1, 0))', 'sum(x for x in range(5) if x % 2)', 'list(g(1) for _ in ())', 'next(x for x in ())', 'set(x for x in [1, [2]])')})")
    return lines
