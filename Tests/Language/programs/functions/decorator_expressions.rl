handlers = {}
rules = [lambda f: ("first", f()), lambda f: ("second", f())]


def on(event):
  return lambda f: handlers.setdefault(event, f)


@on("start")
def start():
  return "started"


@rules[1]
def picked():
  return 1


@(lambda f: f) if False else (lambda f: "chosen")
def conditional():
  pass


print(handlers["start"](), picked, conditional)
