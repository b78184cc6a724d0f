import random

a, b = random.Random(3), random.Random(3)
print(a.random() == b.random(), a.choice("xyz"), b.choice("xyz"), a.sample(range(1000), 3), [a.randint(1, 6) for _ in range(5)])
random.seed(3)
print(random.random() == random.Random(3).random(), random.sample([1, 2, 3], 3), random.sample(range(10**12), 2))
