import json

data = {"name": "Ünï", "n": [1, -2.5e-7, 1e22, None, True], "nested": {"": [], "k": {}}}
print(json.loads(json.dumps(data)) == data, json.loads(json.dumps(data, indent=3)) == data, json.dumps(json.loads("[1.0, 1e2, -0]")))
