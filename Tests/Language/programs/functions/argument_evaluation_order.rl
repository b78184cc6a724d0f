def log(x):
  print(x, end=" ")
  return x


def f(*args, **kwargs):
  print()


f(log(1), log(2), k=log(3), *[log(4)], **{"z": log(5)})
f(*[log("a")], log("b"), j=log("c"))
d = {log("k1"): log("v1"), log("k2"): log("v2")}
print()
[log(0), log(1)][log(-1)]
print()
