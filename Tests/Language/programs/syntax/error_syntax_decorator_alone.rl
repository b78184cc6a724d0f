@decorator
x = 5
