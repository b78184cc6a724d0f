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


def _down_from_greatest(heap, place):
    """As _down in a heap with the greatest item at the root."""
    end = len(heap)
    item = heap[place]
    start = place
    child = 2 * place + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    while place > start:
        parent = (place - 1) >> 1
        if not heap[parent] < item:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _few(n, iterable, key, greatest):
    """The answer where a heap is not needed: for one item, or for all there are; else None."""
    if n == 1:
        nothing = object()
        best = (max if greatest else min)(iterable, default=nothing, key=key)
        return [] if best is nothing else [best]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        return None
    return sorted(iterable, key=key, reverse=greatest)[:n] if n >= size else None


def nsmallest(n, iterable, key=None):
    """The n least items in order."""
    few = _few(n, iterable, key, False)
    if few is not None:
        return few
    iterator = iter(iterable)
    # The best so far, the greatest of them at the root; of equals the later is greater.
    heap = [(item if key is None else key(item), order, item) for order, item in zip(range(n), iterator)]
    if not heap:
        return heap
    for place in reversed(range(len(heap) // 2)):
        _down_from_greatest(heap, place)
    worst = heap[0][0]
    order = n
    for item in iterator:
        rank = item if key is None else key(item)
        if rank < worst:
            heap[0] = (rank, order, item)
            _down_from_greatest(heap, 0)
            worst = heap[0][0]
            order += 1
    heap.sort()
    return [item for rank, order, item in heap]


def nlargest(n, iterable, key=None):
    """The n greatest items, the greatest first."""
    few = _few(n, iterable, key, True)
    if few is not None:
        return few
    iterator = iter(iterable)
    # The best so far, the least of them at the root; of equals the later is less.
    heap = [(item if key is None else key(item), -order, item) for order, item in zip(range(n), iterator)]
    if not heap:
        return heap
    heapify(heap)
    worst = heap[0][0]
    order = -n
    for item in iterator:
        rank = item if key is None else key(item)
        if worst < rank:
            heapreplace(heap, (rank, order, item))
            worst = heap[0][0]
            order -= 1
    heap.sort(reverse=True)
    return [item for rank, order, item in heap]
