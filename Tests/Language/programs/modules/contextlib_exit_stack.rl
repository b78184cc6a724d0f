from contextlib import ExitStack

with ExitStack() as stack:
    stack.callback(print, "first in, last out")
    stack.callback(print, "second")
    print("body")
