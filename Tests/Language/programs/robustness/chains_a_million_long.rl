"""Comparing, showing and letting go of what is nested deep neither crashes nor takes the stack."""
import copy
import json

def nested(make, count=100000):
    value = make(None)
    for _ in range(count):
        value = make(value)
    return value

def closure(value):
    def inner():
        return value
    return inner

def generator(value):
    def inner():
        yield value
        yield 1
    made = inner()
    next(made)
    return made

class Link:
    pass

def link(value):
    made = Link()
    made.next = value
    return made

def error(value):
    made = ValueError()
    made.__cause__ = value
    return made

for name, make in [('list', lambda x: [x]), ('tuple', lambda x: (x,)), ('dict', lambda x: {1: x}), ('closure', closure), ('generator', generator),
                   ('object', link), ('exception', error), ('slice', lambda x: slice(x, 1)), ('default', lambda x: (lambda y=x: y))]:
    value = nested(make)
    value = None
    print(name, 'released')
a, b = nested(lambda x: [x]), nested(lambda x: [x])
for name, use in [('repr', repr), ('==', lambda x: x == b), ('deepcopy', copy.deepcopy), ('json', json.dumps)]:
    try:
        use(a)
        print(name, 'done')
    except RecursionError:
        print(name, 'RecursionError')
