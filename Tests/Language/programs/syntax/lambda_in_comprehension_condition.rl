print([x for x in [0, 1] if (lambda: x)()])
print([x for x in [0, 1] if lambda: x])
