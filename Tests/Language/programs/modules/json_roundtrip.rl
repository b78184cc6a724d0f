import json, os, tempfile
stats = {'objective/kl': [0.1, 2.5e-05, 1e+16], 'epoch': 3, 'text': 'línea\nnueva', 'none': None, 'flags': [True, False]}
path = os.path.join(tempfile.mkdtemp(), 's.json')
with open(path, 'w') as f:
    json.dump(stats, f, indent=4, ensure_ascii=False)
print(open(path, encoding='utf-8').read())
with open(path) as f:
    back = json.load(f)
print(back == stats, list(back), type(back['epoch']).__name__, type(back['objective/kl'][2]).__name__)
