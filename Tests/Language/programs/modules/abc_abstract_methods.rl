def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        """The surface."""

    @property
    @abstractmethod
    def name(self):
        """The name."""

    def text(self):
        return f"{self.name} of {self.area()}"


class Half(Shape):
    def area(self):
        return 2


class Square(Half):
    name = "square"


print(Square().text(), isinstance(Square(), Shape), sorted(Shape.__abstractmethods__))
attempt(lambda: Shape())
attempt(lambda: Half())


@Shape.register
class Other:
    pass


print(isinstance(Other(), Shape), issubclass(int, Shape))
