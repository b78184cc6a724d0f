class NoInit:
  pass


class WithInit:
  def __init__(self, a, b=2):
    pass


for make in (lambda: NoInit(1), lambda: NoInit(x=1), lambda: WithInit(), lambda: WithInit(1, 2, 3), lambda: WithInit(1, c=2)):
  try:
    make()
  except TypeError as error:
    print(error)
