class Vector:
    def __init__(self, x):
        self.x = x

print(Vector(1) + Vector(2))
