print(hash(1), hash(-1), hash(2**61 - 1), hash(2**61), hash(-2**70), hash(10**50))
print(hash(1.5), hash(0.1), hash(float("inf")), hash(1.0) == hash(1), hash(True) == hash(1))
