import io
import json

out = io.StringIO()
json.dump({"a": [1, 2]}, out, indent=1)
print(out.getvalue())
out.seek(0)
print(json.load(out), json.load(io.BytesIO(b'{"k": "\xc3\xa9"}')))
