def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import textwrap

text = "The quick brown fox jumps over the lazy dog, twice-daily."
print(textwrap.wrap(text, 20))
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 30), textwrap.shorten(text, 30, placeholder="..."), textwrap.wrap("abcdefghij", 4))
print(repr(textwrap.dedent("  a\n   b\n\n  c")), repr(textwrap.indent("a\n\nb", "> ")), textwrap.wrap(text, 20, max_lines=2))
attempt(lambda: textwrap.wrap("a", 0))
attempt(lambda: textwrap.shorten("hello", 2))
