print(2 ** 200)
print((2 ** 200) % (10 ** 9 + 7), (2 ** 200) // 3 ** 50)
a = 12345678901234567890123456789
print(a * a, a - a, a // -7, a % -7, -a)
print(a > 10, a == a + 0, hash(a) == hash(a), a & 0xFFFF, a | 1, a ^ a)
f = 1
for i in range(1, 31): f *= i
print(f)
print(str(f)[:5], len(str(f)), f // (f - 1), float(f))
