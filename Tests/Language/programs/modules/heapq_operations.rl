def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import heapq

h = [5, 2, 8, 1]
heapq.heapify(h)
print(h, heapq.heappop(h), h)
heapq.heappush(h, 0)
print(h, heapq.heappushpop(h, 3), heapq.heapreplace(h, 9), h)
print(heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len), list(heapq.merge([1, 4], [2, 3])))
print(list(heapq.merge([3, 1], [4, 2], reverse=True)), heapq.nsmallest(0, [1]), heapq.nlargest(5, [1]))
attempt(lambda: heapq.heappop([]))
