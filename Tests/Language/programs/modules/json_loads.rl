import json, io
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)
for text in ['{"a": [1, 2.5, -3e2, true, false, null], "b": {"c": "\\u00e9\\n\\ud83d\\ude00\\/"}}', '[]', '{}', ' [ 1 , 2 ] ', '"x"', '1', '-0', '1E5', '0.5', 'NaN', '[Infinity, -Infinity]', '{"a":1,"a":2}',
             '', '[1,]', '[1 2]', '{"a" 1}', '{"a":}', '{a:1}', '{"a":1,}', '[1', '"abc', '"a\nb"', '"\\x"', '"\\u12"', 'tru', '01', '1.', '-', '[1]x', '{"a":1', "{'a':1}", '\n\n  [1,\n  oops]', '{', '["a",', '9' * 25, '1e999', '{"a":1 "b":2}']:
    attempt(json.loads, text)
attempt(json.loads, b'{"k": "\xc3\xa9"}')
attempt(json.loads, 5)
attempt(json.loads, '[1, 2.5]', parse_int=str, parse_float=lambda s: 'f' + s)
attempt(json.loads, '{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items()))
attempt(json.loads, '{"a": 1, "a": 2}', object_pairs_hook=list)
attempt(json.load, io.StringIO('{"from": "file"}'))
buffer = io.StringIO(); json.dump({'to': 'file'}, buffer, indent=2); print(buffer.getvalue())
try:
    json.loads('[1,\n 2,\n x]')
except json.JSONDecodeError as e:
    print(e.msg, e.lineno, e.colno, e.pos, isinstance(e, ValueError))
value = {'deep': [[[{'x': [1.1, -2.2e-10, 123456789012345678]}]]], 'text': 'ñ "q" \\ '}
print(json.loads(json.dumps(value)) == value)
