"""Functions that take an iterable take from it no more than they need, and as it comes."""
def numbers():
    for i in range(5):
        print('gives', i)
        yield i if i < 2 else 'x'

def tried(call):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(error)

for use in (sum, max, dict, lambda g: set([1]).isdisjoint(g), lambda g: 1 in g):
    tried(lambda: use(numbers()))
grown = []
def growing():
    for i in range(3):
        grown.append(i)
        yield i
grown.extend(growing())
print(grown)
