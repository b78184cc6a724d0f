from contextlib import contextmanager


@contextmanager
def tag(name):
    print("<" + name + ">")
    try:
        yield name.upper()
    finally:
        print("</" + name + ">")


with tag("b") as shown:
    print(shown)
try:
    with tag("i"):
        raise ValueError("inside")
except ValueError as error:
    print(error)
