def tried(thing, key):
    try:
        del thing[key]
    except (TypeError, IndexError) as error:
        print(error)

class Plain:
    pass

for thing in (None, 5, 'abc', (1,), range(3), {1}, Plain(), print):
    tried(thing, 0)
    tried(thing, 'k')
    tried(thing, 10**30)
