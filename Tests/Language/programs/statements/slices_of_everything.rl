for s in ("abcdef", [0, 1, 2, 3, 4, 5], (0, 1, 2, 3, 4, 5), range(6), b"abcdef"):
  print(s[1:3], s[:-2], s[-2:], s[::2], s[::-1], s[4:1:-1], s[10:], s[-100:2], s[3:3], s[5:0:-2])
print(slice(1, 2), slice(None), slice(1, 10, 2).indices(5), slice(-3, None).indices(10), slice(1).stop)
