data = {"users": [{"name": "Ana", "tags": ["x", "y"]}, {"name": "Bo", "tags": []}]}
for u in data["users"]:
    print(u["name"], ", ".join(u["tags"]) or "-")
data["users"][0]["tags"][1] += "!"
data["users"][1]["tags"] += ["new"]
print(data)
counts = {}
for w in "the cat the dog the end".split(): counts[w] = counts.get(w, 0) + 1
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
matrix = [[1, 2, 3], [4, 5, 6]]
print([list(r) for r in zip(*matrix)], [sum(r) for r in matrix])
