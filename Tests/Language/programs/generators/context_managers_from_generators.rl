from contextlib import contextmanager


@contextmanager
def tag(name):
  print(f"<{name}>")
  try:
    yield name.upper()
  except ValueError as error:
    print("handled", error)
  finally:
    print(f"</{name}>")


with tag("b") as t:
  print(t)
with tag("i"):
  raise ValueError("x")
try:
  with tag("u"):
    raise KeyError("y")
except KeyError as error:
  print("passed", error)
