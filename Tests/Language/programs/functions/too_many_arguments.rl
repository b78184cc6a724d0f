def none():
  pass


def one(a):
  pass


def some(a, b=1):
  pass


def only(a, *, k):
  pass


for call in (lambda: none(1), lambda: one(1, 2), lambda: some(1, 2, 3), lambda: only(1, 2, k=3), lambda: none(1, 2), lambda: (lambda x: x)(1, 2)):
  try:
    call()
  except TypeError as error:
    print(error)
