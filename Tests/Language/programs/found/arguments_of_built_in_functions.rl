def tried(call):
    try:
        print(call())
    except TypeError as error:
        print(error)

for call in [lambda: len([], key=1), lambda: map(str, [], key=1), lambda: 'a'.split(',', 1, 2), lambda: 'a'.split(key=1), lambda: round(key=1), lambda: pow(1),
             lambda: sum([], 1, 2), lambda: sum([], x=1), lambda: int('1', 2, 3), lambda: bool(1, z=2), lambda: max([], a=1, b=2, c=3), lambda: max(),
             lambda: sorted(), lambda: sorted([], 1), lambda: [].sort(1), lambda: 'a'.find(), lambda: 'a'.find('a', 1, 2, 3), lambda: reversed(), lambda: zip(x=1),
             lambda: enumerate(), lambda: range(x=1), lambda: isinstance(1), lambda: chr(1, z=2)]:
    tried(call)
