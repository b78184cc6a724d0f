import json

print(json.dumps([1, 2.5, None, True, "é\"\n\x7f/", 1e100, 10**30, (1, 2), float("nan"), -float("inf")]))
print(json.dumps("é😀\u2028"), json.dumps("é😀", ensure_ascii=False), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}))
print(json.dumps({"s": {3, 1}}, default=sorted), json.dumps({(1, 2): 3, "a": 1}, skipkeys=True))
