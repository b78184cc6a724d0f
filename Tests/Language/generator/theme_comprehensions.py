"""Comprehensions, lambdas and closures: nesting, scopes, conditions, the functions that take functions."""


def statements(choices):
    lines = [f"n = {choices.randint(1, 5)}", f"xs = {choices.int_list()}", f"ws = {choices.str_list()}", "d = {'a': 1, 'b': 2}"]

    def source():
        return choices.pick("xs", "ws", "range(n)", "d", "d.items()", "zip(xs, ws)", "enumerate(ws)", "'abc'", "[[1, 2], [3]]", "[(1, 2), (3, 4)]", "sorted(xs)", "reversed(xs)", "map(abs, xs)", "5" if choices.likely(0.1) else "{1, 2}")

    def element():
        return choices.pick("x", "x * 2", "(x, y)", "x + y", "str(x)", "n", "[x for x in range(n)]", "x if x else y", "(lambda: x)()", "(z := x)", "{x: y}", "text(x)", "x % 2", "x[0]", "len(x)", "f'{x}'", "lambda: x", "max(x, y)", "undefined" if choices.likely(0.1) else "y")

    def clauses():
        text = f"for {choices.pick('x', 'x', 'x', 'x, y', '(x, y)', 'x, *y')} in {source()}"
        for _ in range(choices.pick(0, 0, 1, 1, 2)):
            text += choices.pick(f" for y in {choices.pick('x', 'range(2)', source())}", f" if {choices.pick('x', 'x != 1', 'x in xs', 'n > 2', 'not x', 'x < 3')}")
        return text

    for _ in range(choices.randint(5, 10)):
        form = choices.randrange(9)
        y = "y = 'outer'" if choices.likely(0.3) else None
        if y:
            lines.append(y)
        if form < 3:
            text = f"[{element()} {clauses()}]"
        elif form == 3:
            text = f"{choices.pick('list', 'set', 'tuple', 'sum', 'any', 'all', 'max', 'dict', 'sorted')}({element()} {clauses()})"
        elif form == 4:
            text = "{" + f"{element()}: {element()} {clauses()}" + "}"
        elif form == 5:
            text = "{" + f"{element()} {clauses()}" + "}"
        elif form == 6:
            function = choices.pick("lambda x: x", "lambda x: x % 3", "str", "len", "lambda x: -x", "lambda *a: a", "None", "lambda x, y: x", "bool", "lambda x: 1 // x")
            text = choices.pick(f"list(map({function}, {source()}))", f"list(filter({function}, {source()}))", f"sorted({source()}, key={function})", f"max({source()}, key={function})", f"min({source()}, key={function}, default='none')",
                                f"list(map(lambda a, b: (a, b), {source()}, {source()}))", f"functools.reduce(lambda a, b: a + b, {source()})", f"functools.reduce(max, {source()}, 0)", f"sorted({source()}, reverse=True)", f"list(itertools.takewhile({function}, {source()}))",
                                f"[(k, list(v)) for k, v in itertools.groupby({source()}, {function})]")
        elif form == 7:
            text = choices.pick(f"list(itertools.chain({source()}, {source()}))", f"list(itertools.product({source()}, repeat=2))", f"list(itertools.combinations({source()}, 2))", f"list(itertools.permutations({source()}, 2))", f"list(itertools.accumulate({source()}))", f"list(itertools.zip_longest({source()}, {source()}, fillvalue=0))",
                                f"list(itertools.islice({source()}, {choices.small()}, {choices.pick('None', '4', '-1')}))", f"list(itertools.starmap(pow, {source()}))", f"list(itertools.pairwise({source()}))", f"list(itertools.compress({source()}, [1, 0, 1]))", f"list(zip({source()}, {source()}, strict=True))", f"list(itertools.dropwhile(bool, {source()}))", f"list(itertools.islice(itertools.cycle({source()}), 5))", f"[list(t) for t in itertools.tee({source()})]",
                                f"list(itertools.islice(itertools.count({choices.small()}, {choices.pick('2', '0.5', '-1')}), 3))")
        else:
            text = f"[f() for f in [lambda: {choices.pick('x', 'n', 'x * n')} for x in range(3)]]"
        lines.append(f"show(lambda: {text})")
        if choices.likely(0.2):
            lines.append("show(lambda: (n, xs, z))" if choices.likely(0.1) else "show(lambda: (n, xs))")
        if choices.likely(0.2):
            lines.append(f"def outer(a):\n    count = 0\n    def step(b={choices.small()}):\n        {choices.pick('nonlocal count', 'global count' if False else 'nonlocal count', 'pass')}\n        count {choices.pick('=', '+=')} a + b\n        return count\n    return step\nf = outer({choices.small()})\nshow(lambda: [f(), f(2), f()])")
    return lines
