print([x for x in [0, 1] if (y := x)])
print([x for x in [0, 1] if y := x])
