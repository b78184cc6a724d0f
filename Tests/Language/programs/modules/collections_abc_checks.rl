from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, MutableSequence, Sequence, Set, Sized

print(isinstance([], Sequence), isinstance("a", Sequence), isinstance({}, Mapping), isinstance({1}, Set), isinstance({}.keys(), Set))
print(isinstance(iter([]), Iterator), isinstance([], Iterator), isinstance(5, Iterable), isinstance(len, Callable), isinstance([], Hashable))
print(isinstance((), Hashable), isinstance((), MutableSequence), issubclass(list, Sized))


class Countdown:
    def __iter__(self):
        return iter([2, 1])


print(isinstance(Countdown(), Iterable), isinstance(Countdown(), Sized))
