import textwrap
text = "The quick brown fox jumped over the lazy dog. It was a well-known state-of-the-art fox--no doubt about it."
for w in [10, 20, 40, 70]:
    print(textwrap.wrap(text, w))
print(textwrap.fill(text, 30, initial_indent='* ', subsequent_indent='  '))
print(textwrap.shorten(text, 40), textwrap.shorten(text, 30, placeholder='...'))
print(textwrap.dedent('''
    def f():
        return 1

    x = 2
'''), textwrap.dedent('  a\n b\n'), repr(textwrap.dedent('\tx\n\t\ty')))
print(textwrap.indent('a\n\nb\n', '> '), textwrap.indent('a\nb', '  ', lambda l: 'a' in l))
print(textwrap.wrap('supercalifragilisticexpialidocious', 10), textwrap.wrap('supercalifragilistic', 10, break_long_words=False), textwrap.wrap('', 10), textwrap.wrap('a\tb\nc', 20), textwrap.wrap('one two three four', 9, max_lines=1), textwrap.wrap('x-y z-w', 4, break_on_hyphens=False))
try:
    textwrap.wrap('x', 0)
except ValueError as e:
    print(e)
for line in textwrap.wrap('Ana come manzanas y plátanos en el jardín de la señora Muñoz.', width=25):
    print(line)
