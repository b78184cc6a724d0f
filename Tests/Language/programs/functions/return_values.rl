def nothing():
  pass


def bare():
  return


def many():
  return 1, *[2, 3]


def early(x):
  for i in range(10):
    if i == x:
      return i
  else:
    return "no"


print(nothing(), bare(), many(), early(3), early(20))
