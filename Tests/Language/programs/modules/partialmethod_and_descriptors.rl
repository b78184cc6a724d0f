def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from functools import partialmethod


class Greeter:
    def greet(self, word, name):
        return f"{word}, {name}!"

    hello = partialmethod(greet, "Hello")
    hello_bo = partialmethod(hello, "Bo")


g = Greeter()
print(g.hello("Al"), g.hello_bo(), Greeter.hello(g, "Cy"))
attempt(lambda: partialmethod(5))
