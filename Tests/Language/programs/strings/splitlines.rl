text = "a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i"
print(text.splitlines())
print("a\nb\r\n".splitlines(True), "a\n\nb".splitlines(keepends=True), "".splitlines(), "\n".splitlines())
