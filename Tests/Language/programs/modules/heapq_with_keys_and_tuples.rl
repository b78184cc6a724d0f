def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import heapq

tasks = []
for item in [(2, "write"), (1, "read"), (3, "rest"), (1, "eat")]:
    heapq.heappush(tasks, item)
print([heapq.heappop(tasks) for _ in range(4)])
print(list(heapq.merge(["a", "ccc"], ["bb"], key=len)), heapq.nlargest(1, {"x": 2, "yy": 1}, key=len))
attempt(lambda: heapq.heapify([1, "a"]))
