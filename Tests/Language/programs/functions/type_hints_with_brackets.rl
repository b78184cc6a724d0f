def first(xs: list[tuple[int, str]], key: dict[str, list[int]] | None = None) -> int | None:
  return xs[0][0] if xs else None


print(first([(1, "a")]), first([]))
