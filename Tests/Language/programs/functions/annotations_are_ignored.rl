def f(a: int, b: "anything" = 5, *args: str, c: list[int] = None, **kw: dict[str, int]) -> "result":
  x: int = a
  y: undefined_at_run_time
  return x, b


print(f(1), f("text", b=2))
z: int
w: float = 2.5
print(w)
try:
  z
except NameError as error:
  print(error)
