def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print((5).bit_length(), (-5).bit_length(), (0).bit_length(), (255).bit_count(), (-7).bit_count(), (10**30).bit_length())
print((5).real, (5).imag, (5).numerator, (5).denominator, (5).conjugate(), True.real, True.bit_length())
attempt(lambda: (1).is_integer())
