for x in [0.1, 100000.0, 1e6, 123456789.0, 1e-5, 0.0001]:
    print(format(x, ".3"), format(x, "g"), format(x, ".10g"), format(x, ".2"), format(x, "#.3g"), format(x, ".15"))
