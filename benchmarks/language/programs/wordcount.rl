# Word counts over the IMDb reviews: read the file, split, normalise, count, rank.
import re
import sys
from collections import Counter

with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read(12_000_000)

counts = {}
for line in text.splitlines():
    for word in line.lower().split():
        word = word.strip(".,!?\"'()<>/")
        if word:
            counts[word] = counts.get(word, 0) + 1
ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
print(len(counts), ranked[:5])

counter = Counter(re.findall(r"[a-z']+", text[:6_000_000].lower()))
print(len(counter), counter.most_common(3))
