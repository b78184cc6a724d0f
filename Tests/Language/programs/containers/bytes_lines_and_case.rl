print(b"a\nb\r\nc\rd\x0be".splitlines(), b"a\n".splitlines(True), b"Ab cD".swapcase(), b"ab cd".title(), b"\xe9".upper())
print(b"ab".isalpha(), b"\xe9".isalpha(), b"a1".isalnum(), b" \t".isspace(), b"\x85".isspace(), b"Ab".istitle())
