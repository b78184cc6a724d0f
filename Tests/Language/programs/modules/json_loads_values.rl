import json

print(json.loads('[1, 2.5, "a", null, true, false, {"x": []}, 1e5, -0, -0.0, 123456789012345678901234567890]'))
print(json.loads('"\\u00e9\\n\\/"'), json.loads('"\\ud83d\\ude00"'), json.loads(" [NaN, Infinity, -Infinity] "), json.loads(b"[1]"))
print(json.loads('{"a": 1, "a": 2}'))
