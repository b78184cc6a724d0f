class A:
  pass


A.__name__ = "Renamed"
A.__qualname__ = "Q.Renamed"
print(A.__name__, A, repr(A()).split(" object")[0])
try:
  A.__name__ = 5
except TypeError as error:
  print(error)
