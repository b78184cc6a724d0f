# Generators: placements of queens, found by a recursive generator, and permutations by another.
def queens(n, row=0, columns=0, left=0, right=0):
    if row == n:
        yield ()
        return
    for column in range(n):
        bit = 1 << column
        if not (columns & bit or left & (1 << row + column) or right & (1 << row - column + n)):
            rest = queens(n, row + 1, columns | bit, left | 1 << row + column, right | 1 << row - column + n)
            for tail in rest:
                yield (column,) + tail


def permutations(items):
    if not items:
        yield []
    for i in range(len(items)):
        for tail in permutations(items[:i] + items[i + 1:]):
            yield [items[i]] + tail


def chained(n):
    def numbers():
        i = 0
        while True:
            yield i
            i += 1

    evens = (x for x in numbers() if x % 2 == 0)
    squares = (x * x for x in evens)
    total = 0
    for x in squares:
        if x > n:
            return total
        total += x


print(len(list(queens(8))))
print(sum(1 for board in queens(7) if board[0] < board[-1]))
print(sum(p[0] * p[-1] for p in permutations(list(range(8)))))
print(chained(4 * 10**10))
