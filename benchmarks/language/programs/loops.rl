# Nested loops over integers and a float accumulator.
def integers(n):
    total = 0
    for i in range(n):
        j = 0
        while j < 20:
            total += i * j % 7
            j += 1
    return total


def floats(n):
    x = 0.0
    for i in range(1, n):
        x += 1.0 / (i * i)
    return x


print(integers(150000))
print(round(floats(1500000), 9))
