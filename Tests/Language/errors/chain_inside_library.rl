import textwrap
print(textwrap.shorten('some words', width=3, placeholder='.....'))
