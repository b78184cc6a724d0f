for x in [0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 1234.5678, 5e15 + 0.5, 1e300, 0.1]:
    print(x, round(x), round(x, 1), round(x, 2), round(x, -1), round(x, -2), round(x, None))
for n in [15, 25, 35, -15, 149, 150, 1250, 10**20 + 5]:
    print(n, round(n), round(n, -1), round(n, -2), round(n, 2), round(n, -30))
for bad in [float('nan'), float('inf'), 'x', None]:
    try:
        print(round(bad))
    except Exception as e:
        print(type(e).__name__, e)
try:
    round(1.5, 'x')
except TypeError as e:
    print(e)
class R:
    def __round__(self, n=None):
        return ('rounded', n)
print(round(R()), round(R(), 2), round(True), round(2.0, 400), round(1.5, -400))
print(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(-7, -3), abs(-3), abs(-2.5), abs(True), pow(2, 10), pow(2, -1), pow(3, 5, 7), pow(3, -1, 7), pow(2.0, 3))
for f in [lambda: divmod(1, 0), lambda: divmod(1, 'a'), lambda: pow(2, 3, 0), lambda: pow(2, -1, 4), lambda: abs('x'), lambda: pow(2.5, 2, 3)]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
