def power(base, exponent):
    return base ** exponent

power(2)
