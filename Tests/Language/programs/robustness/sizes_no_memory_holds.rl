import random

def tried(call):
    try:
        made = call()
        print(type(made).__name__)
    except (MemoryError, OverflowError, ValueError) as error:
        print(type(error).__name__, error)

for call in [lambda: 'x' * 10**14, lambda: 'xy' * 10**18, lambda: 'x' * 10**20, lambda: [0] * 10**14, lambda: (1, 2) * 10**18, lambda: b'x' * 10**14,
             lambda: ''*10**18, lambda: [] * 10**18, lambda: bytes(10**14), lambda: list(range(10**14)), lambda: 'a'.center(10**14), lambda: 'a'.zfill(10**14),
             lambda: '%100000000000000d' % 5, lambda: f'{5:100000000000000d}', lambda: f"{'a':100000000000000}", lambda: '{:>99999999999999999999}'.format(1),
             lambda: f'{1.5:.99999999999f}', lambda: 1 << 10**20, lambda: 5 << -1, lambda: 1 >> 10**20, lambda: 2.0 ** 10**5, lambda: 1 ** 10**20, lambda: 10**400 * 1.0,
             lambda: int('1' * 5000), lambda: str(10**5000), lambda: (5).to_bytes(10**20, 'big'), lambda: random.choices([1], k=-5),
             lambda: random.sample(range(10**14), 3), lambda: 'abc'[10**20:], lambda: slice(0, 10**20).indices(5)]:
    tried(call)
