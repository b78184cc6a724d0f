for make in (staticmethod, classmethod):
  try:
    make()
  except TypeError as error:
    print(error)
