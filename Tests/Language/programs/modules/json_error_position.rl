import json

try:
    json.loads('{"a": 1,\n "b": oops}')
except json.JSONDecodeError as error:
    print(error)
    print(error.msg, error.pos, error.lineno, error.colno, error.doc[error.pos:], isinstance(error, ValueError))
