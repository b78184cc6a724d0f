def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from typing import Any, Callable, Dict, Generator, List, Literal, Optional, Tuple, TypeVar, Union

print(List[int], Dict[str, List[int]], Optional[int], Union[int, str], Union[int, None], Union[int], Tuple[int, ...], Tuple[()])
print(Callable[[int], str], Callable[..., int], Literal["a", 1], Any, List, TypeVar("T"), Generator[int, None, str])
print(Optional[int] == Union[int, None], List[int] == List[int], Union[int, str] == Union[str, int], isinstance([], List))
attempt(lambda: isinstance([], List[int]))
