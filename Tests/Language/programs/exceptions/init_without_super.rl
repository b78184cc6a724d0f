class Quiet(Exception):
  def __init__(self, a, b):
    self.total = a + b


try:
  raise Quiet(1, 2)
except Quiet as error:
  print(error.args, error, error.total, repr(error))
