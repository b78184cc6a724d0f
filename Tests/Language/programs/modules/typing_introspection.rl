from typing import Callable, Dict, List, Optional, Union, cast, get_args, get_origin

print(get_origin(List[int]), get_args(Dict[str, int]), get_origin(Optional[int]) is Union, get_args(Optional[int]))
print(get_args(Callable[[int], str]), get_origin(list[int]), get_args(dict[str, int]), get_origin(int), get_args(int), cast(int, "a"))
