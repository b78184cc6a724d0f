# Dictionaries and sets: counting, grouping, lookups by string, integer and tuple, deletion.
def counts(n):
    seen = {}
    for i in range(n):
        key = i * 7919 % 4093
        seen[key] = seen.get(key, 0) + 1
    return len(seen), max(seen.values())


def groups(n):
    table = {}
    for i in range(n):
        name = "user" + str(i % 997)
        if name in table:
            table[name].append(i)
        else:
            table[name] = [i]
    total = 0
    for name, items in table.items():
        total += len(name) * len(items)
    return total


def grid(n):
    cells = {}
    for x in range(n):
        for y in range(n):
            cells[x, y] = x ^ y
    total = 0
    for x in range(1, n - 1):
        for y in range(1, n - 1):
            total += cells[x - 1, y] + cells[x + 1, y] + cells[x, y - 1] + cells[x, y + 1]
    return total


def sets(n):
    a = set()
    for i in range(n):
        a.add(i * i % 10007)
    b = {i for i in range(n) if i % 3 == 0}
    return len(a & b), len(a | b), sum(1 for x in a if x in b)


def removal(n):
    table = {i: str(i) for i in range(n)}
    for i in range(0, n, 2):
        del table[i]
    for i in range(n):
        table.setdefault(i, "new")
    return len(table), sum(len(v) for v in table.values())


print(counts(400000))
print(groups(200000))
print(grid(300))
print(sets(200000))
print(removal(100000))
