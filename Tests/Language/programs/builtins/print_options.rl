import sys, io
print('a', 'b', sep='-', end='!\n')
print()
print(1, None, True, [1], sep=', ')
print('x', end='')
print('y', file=sys.stdout, flush=True)
buffer = io.StringIO()
print('to buffer', 1, file=buffer)
print(repr(buffer.getvalue()))
for bad in [dict(sep=1), dict(end=1), dict(wrong=1)]:
    try:
        print('x', **bad)
    except TypeError as e:
        print(e)
print(*[1, 2, 3], sep='\n')
sys.stdout.write('direct\n')
old = sys.stdout
sys.stdout = io.StringIO()
print('captured')
text = sys.stdout.getvalue()
sys.stdout = old
print(repr(text))
class S:
    def __str__(self): return 'str!'
    def __repr__(self): return 'repr!'
print(S(), [S()], f'{S()} {S()!r}', '%s %r' % (S(), S()))
