def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import json

for text in ["", "[1,", "[1,]", '{"a" 1}', '{"a":}', "{a:1}", '{"a":1,}', "[1] x", '"abc', '"a\nb"', '"\\x"', '"\\u12"', "tru", "01", "1.", "-", "[1 2]", "[", "{", '{"a"']:
    attempt(lambda: json.loads(text))
attempt(lambda: json.loads(5))
