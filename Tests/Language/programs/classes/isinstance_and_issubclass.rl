class A:
  pass


class B(A):
  pass


print(isinstance(B(), A), isinstance(A(), B), isinstance(1, (str, int)), isinstance(True, int), isinstance(1.0, int))
print(issubclass(B, A), issubclass(bool, int), issubclass(int, object), issubclass(B, (int, A)), isinstance(A, type))
print(isinstance(1, int | str), isinstance("a", (int, (float, str))))
for use in (lambda: isinstance(1, 2), lambda: issubclass(1, int), lambda: isinstance(1, [int])):
  try:
    use()
  except TypeError as error:
    print(error)
