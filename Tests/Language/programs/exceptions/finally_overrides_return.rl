def f():
  try:
    return "try"
  finally:
    return "finally"


def g():
  try:
    raise ValueError("lost")
  finally:
    return "swallowed"


def h():
  for i in range(3):
    try:
      return i
    finally:
      continue
  return "after loop"


def k():
  while True:
    try:
      return "returned"
    finally:
      break
  return "broke out"


print(f(), g(), h(), k())
