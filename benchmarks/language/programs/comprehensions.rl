# Comprehensions over 25,000 records, several times.
records = [
    {"text": "review " + str(i), "label": i % 2, "stars": i % 10 + 1, "length": i * 37 % 1000}
    for i in range(25000)
]
total = 0
for turn in range(6):
    positive = [r["text"] for r in records if r["label"] == 1]
    lengths = [r["length"] for r in records]
    mean = sum(lengths) / len(lengths)
    by_stars = {s: [r for r in records if r["stars"] == s] for s in range(1, 11)}
    texts = {r["text"].upper() for r in records if r["length"] > 500}
    pairs = [(r["stars"], len(r["text"])) for r in records if not r["label"]]
    longest = max(r["length"] + turn for r in records)
    nested = [x * y for x in range(100) for y in range(100) if x != y]
    total += len(positive) + len(texts) + len(pairs) + longest + sum(map(len, by_stars.values())) + sum(nested) + int(mean)
print(total)
