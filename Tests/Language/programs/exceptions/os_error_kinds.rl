for number in (1, 2, 3, 4, 5, 10, 11, 13, 17, 20, 21, 32, 103, 104, 108, 110, 111, 114, 115):
    error = OSError(number, "text")
    print(number, type(error).__name__, type(error).__mro__[1].__name__)
print(StopAsyncIteration.__base__, EncodingWarning.__base__, ConnectionResetError.__base__)
