assert True
assert 1, "unused"
for _ in range(2):
  pass


def todo(): ...


class Empty: ...


print(todo(), Empty.__name__)
try:
  assert [] or None, f"message {1 + 1}"
except AssertionError as error:
  print(error)
