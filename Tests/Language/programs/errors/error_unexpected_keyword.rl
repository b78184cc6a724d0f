def greet(name):
  return name


greet(name="Ann", title="Dr")
