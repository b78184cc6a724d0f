from contextlib import closing, nullcontext, redirect_stdout, suppress
import io

with suppress(KeyError, ZeroDivisionError):
    1 / 0
with closing(io.StringIO("x")) as stream:
    print(stream.read())
print(stream.closed)
with redirect_stdout(io.StringIO()) as caught:
    print("hidden")
with nullcontext(5) as five:
    print(repr(caught.getvalue()), five)
