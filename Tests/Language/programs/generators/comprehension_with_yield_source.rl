def g():
  result = [x for x in (yield "give me")]
  yield result


it = g()
print(next(it), it.send([1, 2, 3]))


def h():
  d = {k: v for k, v in zip((yield "keys"), (yield "values"))}
  yield d


it = h()
print(next(it), it.send("ab"), it.send([1, 2]))
