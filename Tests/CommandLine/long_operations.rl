"""Operations of native code that take long: `rlnb long_operations.rl NAME` runs one until it is interrupted.

Without a name it prints the names. What an operation needs is made before it says that it is ready.
"""
import collections
import copy
import functools
import itertools
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time

operations = {}


def operation(prepare):
    """Registers a function that prepares something and returns what is to be interrupted."""
    operations[prepare.__name__] = prepare
    return prepare


@operation
def loop():
    def run():
        while True:
            pass
    return run


@operation
def big_product():
    a = 3 ** 600000
    return lambda: a * (a + 1) * (a + 2) * (a + 3) * (a + 4)


@operation
def big_power():
    return lambda: 3 ** 20000000


@operation
def big_quotient():
    a, b = 7 ** 2000000, 3 ** 900001
    return lambda: a // b


@operation
def big_text():
    a = 3 ** 4000000
    sys.set_int_max_str_digits(0)
    return lambda: str(a)


@operation
def big_from_text():
    text = '1234567890' * 400000
    sys.set_int_max_str_digits(0)
    return lambda: int(text)


@operation
def sort():
    items = [random.random() for _ in range(2000000)]
    return lambda: sorted(items)


@operation
def sort_by_key():
    items = list(range(1000000))
    return lambda: sorted(items, key=lambda x: -x)


@operation
def sort_mixed():
    items = [random.choice([1.5, 2, 3]) for _ in range(1000000)]
    return lambda: sorted(items)


@operation
def sum_of_range():
    return lambda: sum(range(10 ** 12))


@operation
def search_iterator():
    return lambda: -1 in itertools.count()


@operation
def search_list():
    items = list(range(3000000))
    return lambda: 'x' in items


@operation
def extremes():
    return lambda: max(range(10 ** 12))


@operation
def any_all():
    return lambda: any(map(bool, itertools.repeat(0)))


@operation
def zip_chain():
    return lambda: sum(1 for _ in zip(itertools.count(), map(abs, itertools.count())))


@operation
def product():
    return lambda: collections.deque(itertools.product(range(10), repeat=12), maxlen=0)


@operation
def permutations():
    return lambda: collections.deque(itertools.permutations(range(12)), maxlen=0)


@operation
def reduce():
    return lambda: functools.reduce(max, range(10 ** 12))


@operation
def regular_expression():
    def run():
        try:
            re.match('(a|aa)+$', 'a' * 60 + 'b')
        except RuntimeError:
            pass
    return run


@operation
def substitution():
    text = 'ab' * 5000000
    return lambda: re.sub('a', 'xy', text)


@operation
def replace():
    text = 'ab' * 20000000
    return lambda: text.replace('a', 'xyz')


@operation
def split_and_join():
    text = 'ab ' * 10000000
    return lambda: ','.join(text.split())


@operation
def upper():
    text = 'é' * 20000000
    return lambda: text.upper()


@operation
def repeat_string():
    return lambda: 'abc' * 300000000


@operation
def repeat_list():
    return lambda: [0] * 50000000


@operation
def json_text():
    items = [{'a': index, 'b': [1, 2.5, 'text']} for index in range(300000)]
    return lambda: json.dumps(items)


@operation
def json_values():
    text = json.dumps([{'a': index, 'b': [1, 2.5, 'text']} for index in range(300000)])
    return lambda: json.loads(text)


@operation
def deep_copy():
    items = [[index] for index in range(500000)]
    return lambda: copy.deepcopy(items)


@operation
def build_dict():
    return lambda: dict(zip(itertools.count(), range(10 ** 7)))


@operation
def build_set():
    items = list(range(3000000))
    return lambda: set(items)


@operation
def compare_lists():
    a, b = [[index] for index in range(2000000)], [[index] for index in range(2000000)]
    return lambda: a == b


@operation
def compare_dicts():
    a, b = {index: [index] for index in range(1000000)}, {index: [index] for index in range(1000000)}
    return lambda: a == b


@operation
def representation():
    items = [[index, 'text'] for index in range(1000000)]
    return lambda: repr(items)


@operation
def shuffle():
    items = list(range(3000000))
    return lambda: random.shuffle(items)


@operation
def release():
    return lambda: [[index] for index in range(1000000)] and None


@operation
def sleep():
    return lambda: time.sleep(100)


@operation
def read_file():
    path = large_file()

    def run():
        with open(path, encoding='utf-8') as file:
            file.read()
    return run


@operation
def read_lines():
    path = large_file()
    return lambda: sum(len(line) for line in open(path, encoding='utf-8'))


@operation
def read_list_of_lines():
    path = large_file()
    return lambda: open(path, encoding='utf-8').readlines()


@operation
def write_file():
    text = 'ñandú ' * 100000
    path = folder() + '/written.txt'

    def run():
        with open(path, 'w') as file:
            for _ in range(100):
                file.write(text)
    return run


@operation
def open_fifo():
    path = fifo()
    return lambda: open(path)


@operation
def read_fifo():
    # Open for both ends, it never ends.
    file = open(fifo(), 'rb+')
    return lambda: open(file.name).read()


@operation
def write_to_nobody():
    path = fifo()
    reader = open(path, 'rb+')
    writer = open(path, 'wb')

    def run():
        writer.write(b'x' * 1000000)
        reader.fileno()
    return run


@operation
def read_input():
    return lambda: input()


@operation
def read_standard_input():
    return lambda: sys.stdin.read()


@operation
def lines_of_standard_input():
    return lambda: list(sys.stdin)


folders = []


def folder():
    folders.append(tempfile.mkdtemp())
    return folders[-1]


def large_file():
    path = folder() + '/large.txt'
    with open(path, 'w', encoding='utf-8') as file:
        for _ in range(40):
            file.write('a line of text, ñandú\n' * 100000)
    return path


def fifo():
    path = folder() + '/fifo'
    os.mkfifo(path)
    return path


def main():
    if len(sys.argv) < 2:
        print('\n'.join(operations))
        return
    try:
        run = operations[sys.argv[1]]()
        print('ready', flush=True)
        while True:
            run()
    finally:
        for path in folders:
            shutil.rmtree(path)


main()
