import bisect, heapq, string
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 9), bisect.bisect(a, 0)); bisect.insort(a, 4); print(a, bisect.bisect_left([('a', 1), ('b', 5)], 3, key=lambda p: p[1]))
h = []
for x in [5, 1, 8, 3, 9, 2]:
    heapq.heappush(h, x)
print(h, heapq.heappop(h), h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 10), h, heapq.nlargest(2, [4, 9, 1]), heapq.nsmallest(2, 'hello'), list(heapq.merge([1, 4], [2, 3])))
l = [9, 7, 8, 1, 0]; heapq.heapify(l); print(l, [heapq.heappop(l) for _ in range(5)])
print(heapq.nlargest(2, [{'v': 1}, {'v': 3}, {'v': 2}], key=lambda d: d['v']))
try:
    heapq.heappop([])
except IndexError as e:
    print(e)
print(string.ascii_lowercase, string.digits, string.punctuation, string.capwords('hello world  foo'), repr(string.whitespace), len(string.printable))
t = string.Template('$name has $$${amount} and $missing')
print(t.safe_substitute(name='Ann', amount=5))
try:
    t.substitute(name='Ann')
except KeyError as e:
    print('KeyError', e)
print(string.Template('$a-$b').substitute({'a': 1}, b=2))
