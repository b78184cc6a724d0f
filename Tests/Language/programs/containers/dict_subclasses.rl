class Lower(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)
    def __getitem__(self, key):
        return super().__getitem__(key.lower())
    def __missing__(self, key):
        return 'missing ' + key
d = Lower(); d['ABC'] = 1; d['Def'] = 2
print(d, d['aBc'], d['zzz'], len(d), list(d), 'abc' in d, 'ABC' in d, d.get('abc'), isinstance(d, dict), type(d).__name__)
class Stack(list):
    def push(self, x):
        self.append(x)
    def peek(self):
        return self[-1]
    def __repr__(self):
        return 'Stack' + super().__repr__()
s = Stack([1, 2]); s.push(3); print(s, s.peek(), len(s), s[0], s + [4], [*s], sorted(s, reverse=True), s == [1, 2, 3])
class Name(str):
    def shout(self):
        return self.upper() + '!'
n = Name('ann'); print(n.shout(), n + 'x', n == 'ann', {n: 1}['ann'], len(n), isinstance(n, str), type(n).__name__)
class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))
    @property
    def first(self):
        return self[0]
p = Pair(1, 2); print(p, p.first, p == (1, 2), hash(p) == hash((1, 2)), type(p).__name__)
class Bag(set):
    def add(self, item):
        super().add(str(item))
b = Bag(); b.add(1); b.add('1'); print(b == {'1'}, len(b), type(b).__name__)
