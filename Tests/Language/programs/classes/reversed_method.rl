class Deck:
  def __reversed__(self):
    return iter("cba")


class Sequence:
  def __len__(self):
    return 3

  def __getitem__(self, i):
    return i * 10


print(list(reversed(Deck())), list(reversed(Sequence())))
try:
  reversed(object())
except TypeError as error:
  print(error)
try:
  reversed({1, 2})
except TypeError as error:
  print(error)
