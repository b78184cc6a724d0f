"""json.JSONEncoder and json.JSONDecoder: the functions of json as classes to inherit from."""

import json


class JSONEncoder:
    """Writes values as JSON; override default(o) for what JSON does not know."""

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """What is written instead of o: override it."""
        raise TypeError('Object of type %s is not JSON serializable' % o.__class__.__name__)

    def encode(self, o):
        """The JSON text of o."""
        return json.dumps(o, skipkeys=self.skipkeys, ensure_ascii=self.ensure_ascii,
                          check_circular=self.check_circular, allow_nan=self.allow_nan, sort_keys=self.sort_keys,
                          indent=self.indent, separators=(self.item_separator, self.key_separator),
                          default=self.default)

    def iterencode(self, o, _one_shot=False):
        """The JSON text of o, in pieces."""
        yield self.encode(o)


class JSONDecoder:
    """Reads JSON text."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float
        self.parse_int = parse_int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        """The value that the whole text spells."""
        return json.loads(s, object_hook=self.object_hook, parse_float=self.parse_float, parse_int=self.parse_int,
                          parse_constant=self.parse_constant, object_pairs_hook=self.object_pairs_hook)

    def raw_decode(self, s, idx=0):
        """The value that starts at idx, and the index where it ends."""
        return json._scan(s, idx, (self.object_hook, self.parse_float, self.parse_int, self.parse_constant,
                                   self.object_pairs_hook))
