"""list.sort that meets two values which cannot be compared leaves the list as far as it had come."""
for values in [[-32.5, 4, True, 'hello'], [None, 11, -1, 'a', 0, 17, 4], ['', 6, *range(-2, 9)], [3, 1, 2, 'a'], [5, 4, 3, (), 2]]:
    for reverse in (False, True):
        for key in (None, lambda x: [x]):
            copy = list(values)
            try:
                copy.sort(reverse=reverse, key=key)
            except TypeError as error:
                print(error)
            print(copy)


def key(value):
    return 1 / value


copy = [3, 2, 0, 1]
try:
    copy.sort(key=key)
except ZeroDivisionError:
    print(copy)
