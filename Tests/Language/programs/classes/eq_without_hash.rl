class NoHash:
  def __eq__(self, other):
    return True


class WithHash(NoHash):
  def __hash__(self):
    return 7


print(NoHash.__hash__, hash(WithHash()), list({WithHash(): 1}.values()))
for use in (lambda: hash(NoHash()), lambda: {NoHash(): 1}, lambda: {NoHash()}):
  try:
    use()
  except TypeError as error:
    print(error)
