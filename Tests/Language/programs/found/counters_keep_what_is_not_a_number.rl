"""Counter: counts of any kind, in copies, in sums, in comparisons of the commonest."""
from collections import Counter
import copy
import heapq


def show(thunk):
    try:
        print(thunk())
    except Exception as error:
        print(type(error).__name__, error)


odd = Counter('aab')
odd['c'] = 'text'
show(lambda: odd)
show(lambda: odd.copy())
show(lambda: copy.copy(odd))
show(lambda: +odd)
show(lambda: odd.most_common(2))
show(lambda: odd.update({'a': 1}))
show(lambda: Counter({'x': None}))
few = Counter(a=1, b=-2, c=0)
show(lambda: (few + Counter(b=5, d=1), few - Counter(a=1, e=-3), few | Counter(c=1), few & Counter(a=3, b=1)))
few &= Counter(a=3, c=0)
show(lambda: few)
few += Counter(c=0, d=2)
show(lambda: few)
for values in [[(1, 2), 3.5, 'a', 4], [5, 'b', 1, 2, None], [3, 1, 2, [], 5]]:
    for count in (0, 1, 2, 3, 9):
        show(lambda: heapq.nlargest(count, values))
        show(lambda: heapq.nsmallest(count, iter(values)))
        show(lambda: heapq.nlargest(count, values, key=str))
words = 'one two two three three three four four four four five'.split()
show(lambda: Counter(words).most_common(3))
show(lambda: heapq.nsmallest(3, words, key=len))
show(lambda: heapq.nlargest(3, iter(words), key=len))
