def naturals(n=0):
  while True:
    yield n
    n += 1


def take(n, it):
  for _, x in zip(range(n), it):
    yield x


def primes():
  found = []
  for n in naturals(2):
    if all(n % p for p in found):
      found.append(n)
      yield n


print(list(take(5, naturals())), list(take(8, primes())), list(take(3, (x * x for x in naturals() if x % 2))))
