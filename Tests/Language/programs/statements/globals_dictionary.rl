globals()["dynamic"] = 5
print(dynamic)
globals().update(other=6)
print(other)
del globals()["other"]
print("other" in globals())
try:
  other
except NameError as error:
  print(error)


def f():
  globals()["from_f"] = "set"
  return "f" in globals(), globals()["dynamic"]


print(f(), from_f)
