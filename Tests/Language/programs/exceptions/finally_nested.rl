def f():
  try:
    try:
      try:
        return 1
      finally:
        print("inner")
    finally:
      print("middle")
      raise ValueError("from middle")
  except ValueError as error:
    print(error)
    return 2
  finally:
    print("outer")


print(f())
