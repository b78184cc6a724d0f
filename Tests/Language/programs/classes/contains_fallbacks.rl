class ByIter:
  def __iter__(self):
    return iter([1, 2, 3])


class ByContains(ByIter):
  def __contains__(self, x):
    return "truthy" if x == 10 else ""


print(2 in ByIter(), 5 in ByIter(), 10 in ByContains(), 2 in ByContains())
try:
  1 in object()
except TypeError as error:
  print(error)
