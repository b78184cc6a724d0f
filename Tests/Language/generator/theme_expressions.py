"""Expressions of every operator over values of every type; most raise."""

NAMES = ["a", "b", "c", "d"]


def statements(choices):
    lines = [f"{name} = {choices.literal(choices.pick('int', 'float', 'str', 'list', 'any', 'bool', 'tuple', 'dict', 'set', 'bytes'))}" for name in NAMES]
    for _ in range(choices.randint(4, 10)):
        lines.append(f"show(lambda: {choices.expression(NAMES, choices.randint(1, 3))})")
    for _ in range(choices.randint(0, 3)):
        # Augmented assignment, which may change a value in place or refuse.
        name, operator = choices.choice(NAMES), choices.pick("+", "-", "/", "//", "%", "|", "&", "^")
        lines.append(f"try:\n    {name} {operator}= {choices.expression(NAMES, 1)}\nexcept Exception as error:\n    print(failure(error))")
        lines.append(f"show(lambda: {name})")
    return lines
