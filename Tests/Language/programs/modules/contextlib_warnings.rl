import contextlib, warnings, io, sys
@contextlib.contextmanager
def tag(name):
    print('<' + name + '>')
    try:
        yield name.upper()
    finally:
        print('</' + name + '>')
with tag('b') as t:
    print(t)
try:
    with tag('i'):
        raise ValueError('inside')
except ValueError as e:
    print('caught', e)
@contextlib.contextmanager
def swallow():
    try:
        yield
    except KeyError as e:
        print('swallowed', e)
with swallow():
    {}['k']
with contextlib.suppress(ZeroDivisionError):
    1 / 0
    print('never')
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print('hidden')
print(repr(out.getvalue()))
with contextlib.ExitStack() as stack:
    for n in 'xy':
        stack.enter_context(tag(n))
    stack.callback(print, 'callback')
with contextlib.nullcontext(5) as five:
    print(five)
class Thing:
    def close(self): print('closed')
with contextlib.closing(Thing()) as th:
    print('using')
@tag('deco')
def f(): print('body')
f()
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter('always')
    warnings.warn('first')
    warnings.warn('second', DeprecationWarning)
    print([(str(w.message), w.category.__name__) for w in log])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        warnings.warn('as error', RuntimeWarning)
    except RuntimeWarning as e:
        print('raised', e)
warnings.filterwarnings('ignore')
warnings.warn('silent')
def warn(*args, **kwargs):
    print('replaced', args)
warnings.warn = warn
warnings.warn('hello', stacklevel=2)
