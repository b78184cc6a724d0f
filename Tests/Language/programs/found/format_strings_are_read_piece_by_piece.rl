def tried(call):
    try:
        print(call())
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        print(type(error).__name__, error)

tried(lambda: '{k:q}{'.format(k=[1]))
tried(lambda: '{0.x}{'.format(1))
tried(lambda: '{0:')
tried(lambda: '{0:'.format(1))
tried(lambda: '{0!r'.format(1))
tried(lambda: '{0!}'.format(1))
tried(lambda: '{-1}}'.format(1))
tried(lambda: '%(k)*d' % {'k': 3})
tried(lambda: '%(k)d %d' % {'k': 3})
tried(lambda: '%5%' % ())
tried(lambda: '%5%' % (1,))
tried(lambda: '%d %' % 'x')
tried(lambda: format(None, '.'))
