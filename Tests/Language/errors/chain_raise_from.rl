def load(name):
    try:
        return {}[name]
    except KeyError as e:
        raise ValueError('no model called ' + name) from e

load('gpt')
