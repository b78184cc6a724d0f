import os, json, random, math, time, warnings, textwrap
from collections import defaultdict, Counter
warnings.filterwarnings('ignore')
random.seed(0)

def build_dataset(texts, low=2, high=8):
    sizes = list(range(low, high))
    rows = []
    for i, text in enumerate(texts):
        n = random.choice(sizes)
        words = text.split()[:n]
        rows.append({'index': i, 'query': ' '.join(words), 'length': len(words)})
    return rows

def collator(data):
    return dict((key, [d[key] for d in data]) for key in data[0])

texts = ['This movie was surprisingly good and very touching', 'A dull story told without care or wit at all', 'I loved every minute of this little film']
rows = build_dataset(texts)
batch = collator(rows)
print(json.dumps(batch, indent=1))
stats = defaultdict(list)
for epoch in range(3):
    for key, value in {'objective/kl': epoch * 0.1, 'ppo/mean_scores': math.tanh(epoch)}.items():
        stats[key].append(value)
for key, values in stats.items():
    print(f'{key:<18}|' + ''.join(f'{v:>8.3f}' for v in values), f'mean={sum(values) / len(values):.4f}')
words = Counter(w.lower().strip('.,') for t in texts for w in t.split())
print(words.most_common(3), sum(words.values()), f'{words["this"]/len(texts):.1%}')
print(textwrap.fill(' '.join(texts), 40))
output = [[{'label': 'NEGATIVE', 'score': -1.5}, {'label': 'POSITIVE', 'score': 2.25}] for _ in texts]
scores = [item['score'] for out in output for item in out if item['label'] == 'POSITIVE']
print(scores, max(scores), all(s > 0 for s in scores), list(zip(batch['query'], scores))[0])
