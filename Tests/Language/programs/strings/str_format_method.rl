def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

class P:
    def __init__(self):
        self.x = 3
        self.items = [1, {'k': 'v'}]

    def __format__(self, spec):
        return '<' + spec + '>'

print('{} {} {}'.format(1, 'two', 3.0), '{1} {0}'.format('a', 'b'), '{name!r:>8}'.format(name='x'), '{:{w}.{p}f}'.format(3.14159, w=8, p=2))
print('{0.x} {0.items[1][k]} {0:spec}'.format(P()), '{{}} {}'.format(1), '{!s:5}|'.format('ab'), '{!a}'.format('é'))
print('{[0]} {[key]}'.format([7], {'key': 8}), '{:>{}}'.format('x', 4), '{:,}'.format(1234567), '{:%}'.format(0.25))
for template, args in [('{', ()), ('}', ()), ('{}', ()), ('{0} {}', (1, 2)), ('{} {0}', (1, 2)), ('{name}', ()), ('{:d}', ('x',)),
                       ('{!x}', (1,)), ('{0[}', ([1],)), ('{0.}', (1,)), ('{:.2f}', ('a',)), ('{0!r', (1,)), ('{2}', (1,)), ('{:{:{}}}', (1, 2, 3)), ('{0.y}', (1,))]:
    attempt(template.format, *args)
print('{a} {b}'.format_map({'a': 1, 'b': 2}), '{:b} {:#x} {:o} {:e}'.format(5, 255, 8, 12345.678))
print('{:^10}|{:<10}|{:>10}|{:*^10}'.format('mid', 'left', 'right', 'star'))
print('{:+d} {: d} {:05d} {:_} {:x}'.format(5, 5, -42, 1000000, 255))
