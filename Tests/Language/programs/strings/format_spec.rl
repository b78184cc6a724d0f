specs = ['', '10', '<10', '>10', '^10', '*^10', '+', ' ', ',', '_', '010', '=10', 'd', '#x', '#b', 'o', 'X', '#_x', 'c', 'e', '.2e', 'f', '.0f',
         ',.2f', 'g', '.3g', '%', '.1%', 'n', '.3', '10.4', '+.1f', '#.0f', '#g', '08.3f', 's', '.2s', '5.1s', 'q', '10ab', ',s', '.2d', 'z.1f']
for v in [0, 7, -42, 1234567, 3.14159, -0.001, 1e10, 1e20, 'text', True]:
    row = []
    for s in specs:
        try:
            row.append(format(v, s))
        except (ValueError, OverflowError) as e:
            row.append(type(e).__name__ + ': ' + str(e))
    print(repr(v), row)
print(f'{3.14159:.2f} {42:>6} {"x":^5} {1e6:,.0f} {0.5:.0%} {255:#x} {-7:+} {True:d} {None}')
x, name = 5, 'Ann'
print(f'{x=} {name!r} {x:{x}} {name=:>6} {x+1=}', f'{{}}', f'{"nested " + f"{x}"}')
for bad in [None, [1], {}]:
    try:
        format(bad, '>5')
    except TypeError as e:
        print(e)
