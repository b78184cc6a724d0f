from functools import wraps


def twice(function):
    @wraps(function)
    def wrapper(*args):
        "the wrapper"
        return function(*args) * 2

    return wrapper


@twice
def length(text):
    "How long it is."
    return len(text)


print(length("abc"), length.__name__, length.__doc__, length.__wrapped__("abc"), length.__qualname__)
