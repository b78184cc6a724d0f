import random
random.seed(42)
print([random.random() for _ in range(3)], random.randint(1, 6), [random.randint(0, 10**20) for _ in range(2)], random.randrange(10), random.randrange(5, 50, 5), random.uniform(1, 10))
print(random.choice('abcdef'), random.choices([1, 2, 3], k=5), random.choices('ab', weights=[1, 9], k=6), random.choices('abc', cum_weights=[1, 2, 10], k=4), random.sample(range(1000), 5), random.sample([1, 2, 3, 4], 2), random.sample(list(range(20)), 15))
items = list(range(10)); random.shuffle(items); print(items, random.getrandbits(16), random.getrandbits(100), random.randbytes(4))
print(random.gauss(0, 1), random.gauss(5, 2), random.normalvariate(0, 1), random.lognormvariate(0, 1), random.expovariate(2), random.betavariate(2, 3), random.gammavariate(2, 1), random.gammavariate(0.5, 1), random.gammavariate(1, 2), random.triangular(0, 1, 0.3), random.triangular(), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4))
for seed in [0, 1, -5, 2**70, 'text', 'é', b'bytes', 3.5, True]:
    r = random.Random(seed)
    print(r.random(), r.randint(0, 1000))
r = random.Random(7); state = r.getstate(); a = [r.random(), r.gauss(0, 1)]; r.setstate(state); print(a == [r.random(), r.gauss(0, 1)], state[0], len(state[1]), state[1][:3])
random.seed('a'); print(random.random(), random.sample(['x', 'y'], counts=[3, 2], k=4))
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)
attempt(random.randint, 5, 1)
attempt(random.randrange, 0)
attempt(random.choice, [])
attempt(random.sample, [1, 2], 3)
attempt(random.sample, {1, 2}, 1)
attempt(random.choices, [1, 2], weights=[1])
attempt(random.choices, [1, 2], weights=[0, 0])
attempt(random.seed, [1])
