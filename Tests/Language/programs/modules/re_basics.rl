import re
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)
m = re.search(r'(\w+)@(\w+)\.com', 'mail ann@site.com now')
print(m, m.group(), m.group(1), m.group(1, 2), m.groups(), m.start(), m.end(2), m.span(1), m[2], m.string, m.re.pattern, m.lastindex)
print(re.match('b', 'abc'), re.match('a', 'abc').span(), re.fullmatch(r'\d+', '123').group(), re.fullmatch(r'\d+', '123x'), re.search('z', 'abc'))
print(re.findall(r'\d+', 'a1b22c333'), re.findall(r'(\w)(\d)', 'a1b2'), re.findall(r'(x)?y', 'yxy'), re.findall('', 'ab'), [x.group() for x in re.finditer(r'\w+', 'one two')])
print(re.split(r'\s+', 'a b  c'), re.split(r'(,)', 'a,b,c'), re.split(',', 'a,b,c', maxsplit=1), re.split(r'x*', 'axbc'), re.split('', 'abc'))
print(re.sub(r'\d', '#', 'a1b2'), re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world'), re.sub(r'(?P<n>\d)', r'<\g<n>>', 'a1'), re.sub('a', lambda m: m.group().upper() * 2, 'banana', count=2), re.subn('a', 'o', 'banana'), re.sub('x*', '-', 'abxd'), re.sub(r'\bfoo\b', 'bar', 'foo food foo'), re.sub('.', r'\n', 'ab') == '\n\n')
p = re.compile(r'(?P<year>\d{4})-(?P<month>\d\d)', re.I | re.M)
m = p.search('on 2024-05-01')
print(m.groupdict(), m.group('year'), p.groups, p.groupindex, p.pattern, m.lastgroup, p.match('2024-05', 0), p.search('xx2024-05', 2).start(), p.findall('2020-01 2021-02'))
print(re.findall(r'(?i)AB', 'abAB'), re.findall(r'^\w', 'a\nb', re.M), re.findall(r'a.b', 'a\nb', re.S), re.findall(r'a # comment\n b', 'ab', re.X), re.search(r'a\Z', 'a\n'), re.search('a$', 'a\n'), re.findall(r'(?:ab)+', 'ababx'), re.findall(r'a+?', 'aaa'), re.findall(r'(?<=x)y', 'xyzy'), re.findall(r'[^\W\d]+', 'ab12cd_'), re.findall(r'[\]\[-]', 'a]b[c-'), re.findall(r'x{,2}y', 'xxxy'))
print(re.escape('a.b*c[d]'), re.findall('é+', 'caféé'), [m.span() for m in re.finditer('é', 'aébé')], re.sub('ñ', 'n', 'mañana ñ'), re.findall(r'\w+', 'naïve café'), re.findall(r'\w+', 'naïve', re.A))
for bad in ['(', ')', '[a', '*a', 'a**', r'\q', '(?P<n>a)(?P<n>b)', 'a{2,1}', '(?P<1>a)', '[z-a]', '\\', '(?z)', '(?<n>a)', r'(a)\2']:
    try:
        re.compile(bad)
        print('compiled', bad)
    except re.error as e:
        print('error', bad)
for bad in ['(', ')', '[a', '*a', r'\q', 'x(']:
    attempt(re.compile, bad)
attempt(re.sub, 'a', r'\2', 'a')
attempt(re.search, 'a', 5)
attempt(re.search, 5, 'a')
attempt(re.search('a', 'a').group, 3)
print(re.compile('a'), re.compile('a', re.I), re.findall(rb'\d', b'a1b2'), re.sub(rb'a', b'b', b'aa'), bool(re.match('', '')))
attempt(re.search, 'a', b'a')
print(re.sub(r'[^a-z ]', '', 'Hello, World! 123'.lower()), re.sub(r'<[^>]+>', ' ', '<br />text<b>bold</b>'), re.sub(r'\s+', ' ', ' a \n b '))
