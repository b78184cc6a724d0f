# Matrix product over lists of lists of floats.
def make(n, seed):
    value = seed
    rows = []
    for i in range(n):
        row = []
        for j in range(n):
            value = (value * 1103515245 + 12345) % 2147483648
            row.append(value / 2147483648)
        rows.append(row)
    return rows


def product(a, b):
    n, m, p = len(a), len(b), len(b[0])
    columns = [[b[k][j] for k in range(m)] for j in range(p)]
    result = []
    for row in a:
        out = []
        for column in columns:
            total = 0.0
            for k in range(m):
                total += row[k] * column[k]
            out.append(total)
        result.append(out)
    return result


a, b = make(150, 1), make(150, 2)
c = product(a, b)
print(round(sum(map(sum, c)), 6), round(c[7][11], 9))
d = [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a[:40]]
print(round(d[7][11], 9))
