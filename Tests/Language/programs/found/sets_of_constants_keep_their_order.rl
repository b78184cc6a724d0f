"""A set written out of constants, tuples among them, has the order of a frozen set that was merged into an empty one."""
print({3, -517, (0, 0)}, {(2, -1), 81.0, (0, 2), 4611686018427387904}, {3.14159, (1, 2), (2, -2), 9})
print({((-3), 6), ((-1), (-1)), ((-1), 3)}, {1, 5, 100, 33, 17, 18}, {1 + 2, -3, 2 / 4, ~5, (1, (2, 3))})
print(dict({(-3, 6), (-1, -1), (-1, 3)}), list({0.5, 2, 16, 24, 32}), min({8, 16, 24}))
