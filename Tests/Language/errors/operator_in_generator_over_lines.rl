data = [1, 2, None]
total = sum(
    n * 2
    for n in data
    if n + 1 > 0
)
