def run(steps):
  out = []
  for step in steps:
    try:
      try:
        out.append(step())
      except (TypeError, ValueError) as error:
        out.append(f"{type(error).__name__}: {error}")
    except Exception as error:
      out.append(f"outer {type(error).__name__}")
    else:
      out.append("ok")
  return out


print(run([lambda: 1, lambda: int("z"), lambda: 1 / 0, lambda: len(5), lambda: undefined]))
