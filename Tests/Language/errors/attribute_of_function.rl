def size():
    return 3

print(size.bit_length())
