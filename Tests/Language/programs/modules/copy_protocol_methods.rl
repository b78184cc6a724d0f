import copy


class Counted:
    def __init__(self, value):
        self.value = value

    def __copy__(self):
        return Counted(self.value + 1)

    def __deepcopy__(self, memo):
        return Counted(self.value + 10)


class Reduced:
    def __init__(self, value):
        self.value = value

    def __reduce__(self):
        return (Reduced, (self.value * 2,))


class Stateful:
    def __getstate__(self):
        return {"from": "getstate"}

    def __setstate__(self, state):
        self.state = state


print(copy.copy(Counted(1)).value, copy.deepcopy([Counted(1)])[0].value, copy.copy(Reduced(4)).value, copy.copy(Stateful()).state)
