class Odd:
  def __repr__(self):
    return 5

  def __str__(self):
    return None


for f in (repr, str):
  try:
    f(Odd())
  except TypeError as error:
    print(error)
