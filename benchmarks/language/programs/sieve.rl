# The sieve of Eratosthenes over a list, marking with slices and with a loop.
def with_loop(n):
    prime = [True] * (n + 1)
    prime[0] = prime[1] = False
    i = 2
    while i * i <= n:
        if prime[i]:
            for j in range(i * i, n + 1, i):
                prime[j] = False
        i += 1
    return sum(prime)


def with_slices(n):
    flags = bytearray_like(n + 1)
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [0] * len(range(i * i, n + 1, i))
    return sum(flags) - 2


def bytearray_like(n):
    return [1] * n


print(with_loop(1500000))
print(with_slices(1000000))
