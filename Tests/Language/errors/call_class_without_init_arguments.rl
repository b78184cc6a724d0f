class Point:
    def __int__(self, x, y):
        self.x = x

Point(1, 2)
