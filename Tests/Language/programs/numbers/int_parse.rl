def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

for s in ['42', ' -7 ', '+3', '1_000', '0x1f', '', ' ', 'abc', '1__0', '_1', '1_', '3.5', '9' * 30, '٣', '0b1', '1e3', '\n5\n']:
    attempt(int, s)
for s, b in [('ff', 16), ('0xff', 16), ('0xff', 0), ('0b101', 0), ('0o17', 0), ('010', 0), ('0', 0), ('z', 36), ('12', 2), ('1', 1), ('1', 37), ('777', 8), ('-0x1F', 16), ('0_7', 8)]:
    attempt(int, s, b)
attempt(int, 'a', base=16)
attempt(int, 3.99)
attempt(int, -3.99)
attempt(int, 1e20)
attempt(int, float('nan'))
attempt(int, float('inf'))
attempt(int, None)
attempt(int, [1])
attempt(int, 5, 10)
attempt(int)
attempt(int, True)
attempt(int, b'12')
for s in ['1.5', ' 2 ', '1e5', 'inf', '-Infinity', 'nan', '1_0.5', '', '.5', '5.', 'x', '1__0', '1e', '+.5e-3', '0x1', '1e400']:
    attempt(float, s)
attempt(float, None)
attempt(float, 10**400)
attempt(float)
print((255).bit_length(), (-1).bit_length(), (7).bit_count(), (5).to_bytes(2, 'big'), (-5).to_bytes(2, 'little', signed=True), int.from_bytes(b'\x01\x02', 'big'), int.from_bytes(b'\xff\xfe', 'little', signed=True))
attempt((300).to_bytes, 1, 'big')
attempt((-1).to_bytes, 1, 'big')
print((2.5).is_integer(), (3.0).is_integer(), (0.75).as_integer_ratio(), (3).as_integer_ratio(), (1.5).hex(), float.fromhex('0x1.8p+1'), (5).numerator, (2.5).real)
print(bool(''), bool([]), bool(0.0), bool('0'), bool(None), bool(range(0)), bool({0}))
