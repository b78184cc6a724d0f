def scale(value, factor):
    return value * facter

scale(2, 3)
