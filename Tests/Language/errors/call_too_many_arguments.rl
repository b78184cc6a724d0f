def greet(name):
    return 'hi ' + name

greet('ann', 'bob')
