# Exceptions and contexts: raising, catching by type, finally, with.
class Rejected(Exception):
    def __init__(self, value):
        super().__init__(f"rejected {value}")
        self.value = value


class Counted:
    entered = 0

    def __enter__(self):
        Counted.entered += 1
        return self

    def __exit__(self, kind, error, trace):
        return kind is Rejected


def parse(text):
    try:
        return int(text)
    except ValueError:
        return -1


def check(value):
    if value % 3 == 0:
        raise Rejected(value)
    return value


def run(n):
    total = caught = closed = 0
    for i in range(n):
        total += parse("12x" if i % 4 == 0 else str(i))
        try:
            total += check(i)
        except Rejected as error:
            caught += error.value
        finally:
            closed += 1
        with Counted():
            check(i + 1)
    return total, caught, closed


print(run(150000), Counted.entered)
