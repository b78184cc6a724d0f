def compose(*fs):
  def run(x):
    for f in reversed(fs):
      x = f(x)
    return x

  return run


table = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
print(compose(str, abs, int)("-5"), table["+"](1, 2), table["-"](1, 2), [f(2) for f in (bin, hex, lambda x: x**10)])
print(list(map(str.upper, "ab")), sorted(["b", "A"], key=str.lower), list(map(int.__add__, [1, 2], [3, 4])))
