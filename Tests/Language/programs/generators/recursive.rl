def walk(tree):
  if tree:
    left, value, right = tree
    yield from walk(left)
    yield value
    yield from walk(right)


def permutations(items):
  if not items:
    yield []
  for i, x in enumerate(items):
    for rest in permutations(items[:i] + items[i + 1:]):
      yield [x] + rest


print(list(walk((((), 1, ()), 2, ((), 3, ((), 4, ()))))), list(permutations("abc")) == list(map(list, __import__("itertools").permutations("abc"))) if False else len(list(permutations("abcd"))))
