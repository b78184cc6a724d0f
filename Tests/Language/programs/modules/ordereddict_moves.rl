def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from collections import OrderedDict

d = OrderedDict(a=1, b=2, c=3)
d.move_to_end("a")
d.move_to_end("c", last=False)
print(d, list(reversed(d)), d.popitem(last=False), d.popitem(), d)
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, OrderedDict())
attempt(lambda: OrderedDict().popitem())
attempt(lambda: d.move_to_end("x"))
