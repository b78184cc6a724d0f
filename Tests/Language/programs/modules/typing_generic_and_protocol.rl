from typing import Generic, Protocol, TypedDict, TypeVar, runtime_checkable

T = TypeVar("T")


class Stack(Generic[T]):
    def __init__(self):
        self.items = []


print(Stack[int]().items, Stack[int], T)


@runtime_checkable
class Quacks(Protocol):
    def quack(self):
        ...


class Duck:
    def quack(self):
        return "quack"


class Movie(TypedDict):
    name: str


print(isinstance(Duck(), Quacks), isinstance(5, Quacks), Movie(name="x"), type(Movie(name="x")))
