s = 'Ñandú 😀 señor'
print(len(s), s[0], s[6], s[::-1], s.upper(), s.find('😀'), s.split(), s.replace('ñ', 'n'), s.count('ñ'), s[5:8], s.center(20, '·'), sorted('áéa'), 'ä' < 'z', max('añz'))
print([ord(c) for c in 'aé😀'], 'straße'.upper(), 'ΣΊΣΥΦΟΣ'.lower(), 'ﬁ'.upper(), 'İ'.lower().encode(), '\N{BULLET}' if False else '•', 'é' == '\u00e9', 'e\u0301' == 'é', 'x' * 3 + 'é' * 2, 'é' in 'café', 'ab\u0301c'[::-1])
print('{:>8}|{:^8}|{:*<8}'.format('é', 'ñu', '😀'), '%5s|%-5s|' % ('é', 'ü'), f'{"日本":>6}', 'a\tb'.expandtabs(), 'Aé'.swapcase(), 'éa'.capitalize(), 'ÉCOLE'.casefold(), 'ñ'.isalpha(), '１２'.isdigit(), int('１２'))
