import sys

for code in (None, 0, 3, "message"):
    try:
        sys.exit(code)
    except SystemExit as stop:
        print(repr(stop.code), stop.args)
