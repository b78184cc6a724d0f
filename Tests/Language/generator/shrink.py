"""Makes a program that shows a difference as short as it can be."""


def shrink(statements, differs):
    """The fewest statements of the program, and lines of them, that still differ."""
    statements = without_needless(list(statements), differs)
    for index, statement in enumerate(statements):
        lines = statement.split("\n")
        if len(lines) < 2:
            continue
        kept = without_needless(lines, lambda some: differs(statements[:index] + ["\n".join(some)] + statements[index + 1:]))
        statements[index] = "\n".join(kept)
    return statements


def without_needless(parts, differs):
    """Removes runs of parts, long ones first, while what is left differs."""
    size = max(1, len(parts) // 2)
    while size:
        start = 0
        while start < len(parts):
            rest = parts[:start] + parts[start + size:]
            if rest and differs(rest):
                parts = rest
            else:
                start += size
        size //= 2
    return parts
