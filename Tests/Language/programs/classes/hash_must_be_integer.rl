class H:
  def __init__(self, value):
    self.value = value

  def __hash__(self):
    return self.value


print(hash(H(True)), hash(H(-1)), hash(H(2**70)) == hash(2**70))
try:
  hash(H("text"))
except TypeError as error:
  print(error)
