"""Binary heaps in lists: the least item is always heap[0]."""


def _up(heap, start, place):
    """Moves heap[place] towards the root until its parent is not greater."""
    item = heap[place]
    while place > start:
        parent = (place - 1) >> 1
        if not item < heap[parent]:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _down(heap, place):
    """Moves the smaller children up from place to a leaf, then the item up from there."""
    end = len(heap)
    start = place
    item = heap[place]
    child = 2 * place + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    heap[place] = item
    _up(heap, start, place)


def heappush(heap, item):
    """Adds item to the heap."""
    heap.append(item)
    _up(heap, 0, len(heap) - 1)


def heappop(heap):
    """Removes and returns the least item."""
    if not heap:
        raise IndexError('index out of range')
    last = heap.pop()
    if not heap:
        return last
    least = heap[0]
    heap[0] = last
    _down(heap, 0)
    return least


def heapreplace(heap, item):
    """Removes and returns the least item, and adds item."""
    if not heap:
        raise IndexError('index out of range')
    least = heap[0]
    heap[0] = item
    _down(heap, 0)
    return least


def heappushpop(heap, item):
    """Adds item, then removes and returns the least."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _down(heap, 0)
    return item


def heapify(x):
    """Makes the list x a heap, in place."""
    for place in reversed(range(len(x) // 2)):
        _down(x, place)


def merge(*iterables, key=None, reverse=False):
    """The items of several sorted iterables in order."""
    sources = []
    for order, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for item in iterator:
            sources.append([item if key is None else key(item), order, item, iterator])
            break
    while sources:
        best = sources[0]
        for source in sources:
            if (best[0] < source[0]) if reverse else (source[0] < best[0]):
                best = source
        yield best[2]
        for item in best[3]:
            best[0] = item if key is None else key(item)
            best[2] = item
            break
        else:
            sources.remove(best)


def nsmallest(n, iterable, key=None):
    """The n least items in order."""
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """The n greatest items, the greatest first."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
