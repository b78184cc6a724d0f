import os
p = os.path
print(p.join('a', 'b', 'c.txt'), p.join('a/', 'b'), p.join('a', '/b'), p.join('', 'x'), p.join('a', ''))
for s in ['/a/b/c.txt', 'c.tar.gz', '/', '', 'a/', '.hidden', 'a/.b.c', '//x//y', 'noext.', '..']:
    print(repr(s), p.split(s), p.splitext(s), p.basename(s), p.dirname(s), p.normpath(s), p.isabs(s))
print(p.normpath('a/../../b/./c//d'), p.normpath('/../x'), p.relpath('/a/b/c', '/a/d'), p.relpath('/a', '/a'), p.commonpath(['/a/b', '/a/c/d']), p.commonprefix(['abc', 'abd']), p.abspath('/x/../y'), os.sep, os.linesep == '\n', os.curdir)
try:
    p.join(1, 'a')
except TypeError as e:
    print('TypeError')
try:
    p.commonpath([])
except ValueError as e:
    print(e)
print(p.exists('/'), p.isdir('/'), p.isfile('/'), p.exists('/no/such'), os.getcwd() == p.abspath('.'))
os.environ['RLNB_TEST_VALUE'] = 'yes'
print(os.environ['RLNB_TEST_VALUE'], os.environ.get('NOT_THERE_X'), os.getenv('RLNB_TEST_VALUE'), os.getenv('NOT_THERE_X', 'd'), p.expandvars('$RLNB_TEST_VALUE/x'), 'RLNB_TEST_VALUE' in os.environ)
