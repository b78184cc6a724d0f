from functools import cached_property


class Data:
    calls = 0

    @cached_property
    def total(self):
        Data.calls += 1
        return 42


d = Data()
print(d.total, d.total, Data.calls, d.__dict__)
del d.total
print(d.total, Data.calls)
