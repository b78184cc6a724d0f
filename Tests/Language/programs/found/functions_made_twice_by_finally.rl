"""The body of a finally is compiled for each way into it, with the functions that it defines."""
def run(n):
    try:
        n.missing
    finally:
        for i in (k * 2 for k in range(3)):
            print(i)
        def add(a, b=2):
            c = a + b
            return c
        print(add(1), [k for k in 'ab'], (lambda q: q + 1)(2), sum(k for k in range(4)))

try:
    run(0)
except AttributeError as error:
    print(error)
