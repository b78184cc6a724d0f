from collections import UserDict, UserList, UserString


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


d = Lower()
d["ABC"] = 1
print(d, d["abc"], UserList([3, 1]) + [2], UserString("abc").upper(), UserString("a") + "b", len(UserString("xyz")))
