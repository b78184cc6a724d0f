class Config:
  debug = False
  paths = []


class Child(Config):
  pass


a, b = Config(), Config()
a.debug = True
a.paths.append("shared")
print(a.debug, b.debug, Config.debug, b.paths, Child.paths is Config.paths)
Config.debug = "class"
print(a.debug, b.debug, Child.debug)
Child.debug = "child"
print(Config.debug, Child.debug, "debug" in vars(Child), "paths" in vars(Child))
del Child.debug
print(Child.debug)
