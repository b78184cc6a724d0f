class NoExit:
  def __enter__(self):
    return 1


class NoEnter:
  def __exit__(self, *a):
    return False


for thing in (NoExit(), NoEnter(), 5, None):
  try:
    with thing:
      print("never")
  except TypeError as error:
    print(error)
