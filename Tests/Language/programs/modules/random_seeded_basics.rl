import random

random.seed(42)
print(random.random(), random.uniform(1, 2), random.randint(1, 6), random.randrange(5, 50, 5), random.getrandbits(10))
print(random.choice("abc"), random.sample(range(100), 5), random.getrandbits(100), random.randbytes(5))
numbers = list(range(10))
random.shuffle(numbers)
print(numbers)
