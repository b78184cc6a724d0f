import json


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: sum(11, "a"))
attempt(lambda: sum(False, b"a"))
attempt(lambda: sum([1], "a"))
attempt(lambda: sorted(True, default=0))
attempt(lambda: sorted([2, 1], default=0))
attempt(lambda: json.dumps({float("nan"): {1}}, allow_nan=False))
attempt(lambda: json.dumps({float("inf"): 1}))
attempt(lambda: json.dumps({-float("inf"): 1}, allow_nan=False))
attempt(lambda: "% *q" % (4611686018427387904, 1.5))
attempt(lambda: b"% *s" % (2, b"a"))


class Endless:
    def __getitem__(self, index):
        return 10**20


class Counted(Endless):
    def __len__(self):
        return 10**20


attempt(lambda: bytes(Counted()))
attempt(lambda: list(iter(Counted())))
attempt(lambda: bytes([10**30]))
attempt(lambda: int.from_bytes([256], "big"))
attempt(lambda: bytes(["a"]))
