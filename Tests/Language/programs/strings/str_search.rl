def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)

s = 'the quick brown fox, the lazy dog'
print(s.find('the'), s.find('the', 1), s.rfind('the'), s.find('cat'), s.find('the', 5, 15))
print(s.index('fox'), s.rindex('o'), s.count('the'), s.count('o', 10), ''.count(''), 'abc'.count(''))
attempt(s.index, 'cat')
attempt(s.rindex, 'cat')
attempt(s.find, 1)
attempt(s.count, None)
print(s.startswith('the'), s.startswith(('a', 'th')), s.endswith('dog'), s.endswith('g', 0, 3), s.startswith('quick', 4))
attempt(s.startswith, 1)
attempt(s.endswith, ('a', 1))
print('aXbXc'.replace('X', '--'), 'aXbXc'.replace('X', '', 1), 'abc'.replace('', '-'), 'aaa'.replace('aa', 'b'))
attempt('abc'.replace, 'a', 1)
attempt('abc'.replace, 'a')
print(repr('  hi \n'.strip()), repr('xxhixx'.strip('x')), repr('  hi '.lstrip()), repr('hi!?'.rstrip('?!')))
attempt('abc'.strip, 1)
print('TestHook'.removeprefix('Test'), 'TestHook'.removesuffix('Hook'), 'x'.removeprefix('xx'), 'abc'.removesuffix(''))
print('b' in 'abc', '' in 'abc', 'z' not in 'abc', 'él' in 'vélo', 'naïve'.find('v'), 'naïve'.rfind('ï'))
attempt(lambda: 1 in 'abc')
