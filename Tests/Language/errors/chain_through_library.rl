import functools

def add(a, b):
    return a + b

print(functools.reduce(add, [1, 'x']))
