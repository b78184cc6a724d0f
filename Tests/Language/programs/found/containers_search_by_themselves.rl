"""A subclass of a container keeps the container's own `in` and `!=`, whatever else it redefines."""
class Loop(tuple):
    def __iter__(self):
        return self


class Odd(list):
    def __eq__(self, other):
        return False


class Asked(tuple):
    def __getattr__(self, name):
        return name


print(1 in Loop(), 1 in Loop((1, 2)))
odd = Odd([1])
print(odd == odd, odd != odd, odd != [2])
try:
    dict(Asked())
except TypeError as error:
    print(error)
try:
    del Exception()[0]
except TypeError as error:
    print(error)
