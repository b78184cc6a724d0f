# Sorting with keys: numbers, tuples, strings, records by attribute, stability, reverse.
class Record:
    def __init__(self, name, score, group):
        self.name = name
        self.score = score
        self.group = group


def numbers(n):
    result = []
    value = 42
    for i in range(n):
        value = (value * 1103515245 + 12345) % 2147483648
        result.append(value)
    return result


values = numbers(120000)
ordered = sorted(values)
backwards = sorted(values, reverse=True)
by_digit = sorted(values, key=lambda v: v % 1000)
pairs = sorted((v % 100, v) for v in values)
words = sorted([str(v) for v in values], key=len)
names = sorted(str(v) for v in values)
records = [Record("r" + str(v % 5000), v % 777 / 7, v % 13) for v in values]
records.sort(key=lambda r: (r.group, -r.score, r.name))
print(ordered[:3], backwards[:3], by_digit[:3])
print(pairs[:3], words[:3], names[-3:])
print([(r.group, round(r.score, 3), r.name) for r in records[:3]])
print(max(records, key=lambda r: r.score).name, min(values))
