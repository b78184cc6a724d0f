print(2 + 3 * 4**2 // 5 % 7, -2**2, (-2)**2, 2**-1, 2**3**2, not 1 == 2, 1 + 2 << 3, 1 | 2 ^ 3 & 4, 5 & 3 == 3, ~5 + 1, -3 % 5, -7 // 2)
print(1 if 2 else 3 or 4, lambda: 1 or 2, [not x for x in (0, 1)]) if False else print(1 if 2 else 3 or 4, [not x for x in (0, 1)])
print(3 - 2 - 1, 2 * 3 % 4, 10 / 2 / 5, 7 // 2 * 2, "a" + "b" * 2, [1] + [2] * 2, 1 < 2 == True, not True or True, 1 or 0 and 0, 6 ^ 3 | 1)
print(0.1 + 0.2 == 0.3, 1 == 1.0 == True, 5 // -2, 5 % -2, -5 // 2, -5 % 2, 5.5 // 2, 5.5 % 2, -5.5 % 2)
