d = {"key": "value", 'a"b': 2}
print(f"{d['key']} {d['''a"b''']}", f'{"x"}', f"{'''multi'''}", rf"\d{1}", f"\x41{'é'}")
