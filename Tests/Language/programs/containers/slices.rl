a = list(range(10))
print(a[2:8:3], a[8:2:-2], a[:3], a[-3:], a[::-3], a[100:], a[:-100], a[5:5])
print("abcdef"[1:-1], (1, 2, 3)[::2], range(10)[2:5], range(10)[::-1], b"abc"[1:])
a[2:5] = []
print(a)
a[1:1] = [99, 98]
print(a)
a[::2] = "abcde"[:len(a[::2])]
print(a)
del a[::3]
print(a)
class S:
    def __getitem__(self, k): return k
print(S()[1:2], S()[::3], S()[1, 2:3], S()[...])
s = slice(1, 5, 2)
print(a[s], s.start, s.stop, s.step, s == slice(1, 5, 2))
