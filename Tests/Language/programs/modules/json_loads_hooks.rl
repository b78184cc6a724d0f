import json

print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))
print(json.loads('{"a": 1, "b": 2}', object_pairs_hook=list))
print(json.loads("[1.5, 2, NaN]", parse_float=str, parse_int=lambda s: s + "!", parse_constant=lambda c: "<" + c + ">"))
