def f():
    yield


for value in (1, 1.5, "a", b"a", None, True, [], (), {}, set(), frozenset(), range(1), len, f, f(), [].append, ...):
    print(type(value).__name__, end=" ")
print()
for value in ([], (), "", b"", {}, set(), range(0), {}.values(), {}.items()):
    print(type(iter(value)).__name__, end=" ")
print(type(zip()), type(map(str, [])), type(enumerate([])), type(reversed([])))
