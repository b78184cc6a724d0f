from itertools import groupby

print([(key, list(group)) for key, group in groupby("aabba")])
print([(key, len(list(group))) for key, group in groupby(["fig", "pie", "apple", "pear"], key=len)])
groups = groupby([1, 1, 2])
key, first = next(groups)
next(groups)
print(key, list(first), next(groupby([]), "none"))
