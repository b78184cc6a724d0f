class A:
  pass


for call in (lambda: 5(), lambda: "s"(), lambda: None(), lambda: [1](0), lambda: A()(), lambda: (1, 2)(3)):
  try:
    call()
  except TypeError as error:
    print(error)
