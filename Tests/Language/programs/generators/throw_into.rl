def g():
  while True:
    try:
      yield "ready"
    except ValueError as error:
      yield f"caught {error}"
    finally:
      print("finally")


x = g()
print(next(x), x.throw(ValueError("a")), next(x), x.throw(ValueError, "b"))
try:
  x.throw(KeyError("k"))
except KeyError as error:
  print("out", error)
print(list(x))
