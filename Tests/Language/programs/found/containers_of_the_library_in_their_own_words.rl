"""OrderedDict, defaultdict and deque: what holds itself, what is no pair, how they answer wrong calls."""
import collections
import copy


def show(thunk):
    try:
        print(thunk())
    except Exception as error:
        print(type(error).__name__, error)


ordered = collections.OrderedDict({True: 'a', 2: 'b'})
ordered.move_to_end(1)
show(lambda: ordered)
ordered.move_to_end(2.0, last=False)
ordered.setdefault(3, ordered)
show(lambda: ordered)
for missing in [None, (1, 2), (), 'x', []]:
    show(lambda: ordered.pop(missing))
    show(lambda: ordered.move_to_end(missing))
for pairs in [range(3), [(1,)], [()], ['abc'], ['ab'], 5, {5: 6}, [[7, 8]]]:
    show(lambda: collections.OrderedDict(pairs))
    show(lambda: ordered.update(pairs))
    try:
        ordered |= pairs
    except Exception as error:
        print(type(error).__name__, error)
show(lambda: ordered.pop())
show(lambda: ordered.pop(1, 2, 3))
show(lambda: ordered.update(1, 2))
show(lambda: collections.OrderedDict(1, 2))
show(lambda: {} | collections.OrderedDict(a=1))
show(lambda: collections.OrderedDict(a=1) | {'b': 2})
show(lambda: collections.OrderedDict(a=1) == {'a': 1})
show(lambda: collections.OrderedDict(a=1, b=2) == collections.OrderedDict(b=2, a=1))
show(lambda: (ordered.keys(), collections.OrderedDict(a=1).items()))
show(lambda: copy.deepcopy(collections.OrderedDict(a=[1])))


class Loud(collections.OrderedDict):
    def __setitem__(self, key, value):
        print('set', key)
        super().__setitem__(key, value)


loud = Loud([('a', 1)], b=2)
loud.update({'c': 3})
loud |= [('d', 4)]
show(lambda: loud.setdefault('e', 5))
show(lambda: (loud, loud.popitem(last=False), type(loud.copy()).__name__))

made = collections.defaultdict(list, {1: [2]})
show(lambda: made.copy(1))
show(lambda: made[2])
show(lambda: {0: 0} | made)
show(lambda: collections.defaultdict(5))
show(lambda: collections.defaultdict(int, 1, 2))
show(lambda: collections.defaultdict()[1])
made[3] = made
show(lambda: made)
show(lambda: copy.deepcopy(made)[1] is made[1])

queue = collections.deque([1, 2], maxlen=5)
same = queue
queue *= 2
show(lambda: (queue, queue is same))
queue.appendleft(queue)
queue *= 2
show(lambda: queue)
show(lambda: queue.rotate(1, 2))
show(lambda: queue.index(1, None))
