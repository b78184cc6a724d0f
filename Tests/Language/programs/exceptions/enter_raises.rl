class Bad:
  def __enter__(self):
    raise ValueError("enter")

  def __exit__(self, *a):
    print("never")


class Good:
  def __enter__(self):
    print("good enter")

  def __exit__(self, *a):
    print("good exit", a[0].__name__)


try:
  with Good(), Bad():
    print("not reached")
except ValueError as error:
  print(error)
