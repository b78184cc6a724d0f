# JSON: write and read a table of records, with floats, nested lists and text that needs escapes.
import json

records = [
    {
        "id": i,
        "name": "name \"" + str(i) + "\"\n",
        "score": i / 7,
        "tags": ["a", "b", str(i % 10)],
        "nested": {"ok": i % 2 == 0, "none": None, "values": [i, i * 2, i * 3.5]},
        "text": "une phrase accentu\u00e9e",
    }
    for i in range(12000)
]
text = json.dumps(records)
back = json.loads(text)
print(len(text), back == records)
print(len(json.dumps(back, indent=2, sort_keys=True)), len(json.dumps(back, ensure_ascii=False)))
print(sum(len(json.loads(json.dumps(r))["name"]) for r in back[:6000]))
