try:
  b"ab\xffcd".decode()
except UnicodeDecodeError as error:
  print(error)
  print(error.encoding, error.start, error.end, error.reason, error.object)
try:
  "caf\xe9 \u20ac".encode("ascii")
except UnicodeEncodeError as error:
  print(error)
  print(error.encoding, error.start, error.end, error.reason, error.object)
