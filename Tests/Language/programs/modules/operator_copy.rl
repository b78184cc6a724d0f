import operator as op, copy
print(op.add(1, 2), op.mul(3, 4), op.itemgetter(1)([5, 6]), op.itemgetter(0, 2)('abc'), op.attrgetter('real')(5), op.methodcaller('upper')('x'), op.methodcaller('split', ',')('a,b'), sorted({'a': 2, 'b': 1}.items(), key=op.itemgetter(1)), op.contains([1], 1), op.not_(0), op.neg(5), op.floordiv(7, 2), op.lt(1, 2), op.truth([]), op.concat('a', 'b'), op.abs(-1), op.pow(2, 3), op.index(5))
a = [1, [2, 3], {'k': [4]}]
b = copy.copy(a); c = copy.deepcopy(a)
a[1].append(99); a[2]['k'].append(5); a.append('new')
print(a, b, c)
class Node:
    def __init__(self, v): self.v = v; self.children = []
n = Node(1); n.children.append(Node(2)); n.children.append(n)
m = copy.deepcopy(n); print(m.v, m.children[0].v, m.children[1] is m, m is n, type(m).__name__)
s = copy.copy(n); print(s.children is n.children, s is n)
class K:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
print(copy.copy(K()), copy.deepcopy([K()]), copy.deepcopy((1, [2])), copy.copy((1, 2)), copy.deepcopy({1: {2}}), copy.copy({'a': [1]}), copy.deepcopy('s'), copy.copy(5), copy.deepcopy(None), copy.deepcopy(len) is len)
shared = [0]; pair = copy.deepcopy([shared, shared]); print(pair[0] is pair[1])
loop = [1]; loop.append(loop); l2 = copy.deepcopy(loop); print(l2[1] is l2)
class L(list): pass
l = L([1, 2]); l.tag = 'x'; k = copy.copy(l); print(k, type(k).__name__, k.tag)
