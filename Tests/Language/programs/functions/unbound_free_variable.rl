def outer():
  def inner():
    return later

  try:
    inner()
  except NameError as error:
    print(type(error).__name__, error)
  later = 5
  return inner()


print(outer())
