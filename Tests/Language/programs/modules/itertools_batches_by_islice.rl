from itertools import chain, islice


def batches(items, n):
    it = iter(items)
    while batch := tuple(islice(it, n)):
        yield batch


print(list(batches("abcdefg", 3)), list(chain.from_iterable(batches(range(5), 2))))
