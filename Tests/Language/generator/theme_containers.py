"""Methods of list, dict, set, tuple, deque, Counter, defaultdict, OrderedDict on one object, then its state."""

METHODS = {
    "list": {"append": "v", "extend": "i", "insert": "nv", "pop": "n?", "remove": "v", "index": "vn?n?", "count": "v", "sort": "", "reverse": "",
             "copy": "", "clear": ""},
    "dict": {"get": "kv?", "pop": "kv?", "setdefault": "kv?", "update": "d", "popitem": "", "keys": "", "values": "", "items": "", "copy": "",
             "clear": "", "__contains__": "k"},
    "set": {"add": "k", "discard": "k", "remove": "k", "update": "i", "union": "i", "intersection": "i", "difference": "i",
            "symmetric_difference": "i", "issubset": "i", "issuperset": "i", "isdisjoint": "i", "intersection_update": "i",
            "difference_update": "i", "copy": "", "clear": ""},
    "tuple": {"index": "vn?n?", "count": "v"},
    "deque": {"append": "v", "appendleft": "v", "pop": "", "popleft": "", "extend": "i", "extendleft": "i", "rotate": "n?", "remove": "v",
              "index": "v", "count": "v", "insert": "nv", "reverse": "", "clear": "", "copy": ""},
}


def statements(choices):
    kind = choices.pick("list", "list", "dict", "dict", "set", "tuple", "deque", "Counter", "defaultdict", "OrderedDict")
    base = {"Counter": "dict", "defaultdict": "dict", "OrderedDict": "dict"}.get(kind, kind)
    literal = {"list": choices.list_literal, "dict": choices.dict_literal, "set": choices.set_literal, "tuple": choices.tuple_literal,
               "deque": lambda: f"collections.deque({choices.list_literal()}{choices.pick('', '', ', 3', ', maxlen=2')})",
               "Counter": lambda: f"collections.Counter({choices.pick(choices.str_literal(), choices.int_list())})",
               "defaultdict": lambda: f"collections.defaultdict({choices.pick('list', 'int', 'None')}, {choices.dict_literal()})",
               "OrderedDict": lambda: f"collections.OrderedDict({choices.dict_literal()})"}[kind]
    lines = [f"o = {literal()}", f"p = {literal()}"]
    value = lambda: choices.pick(choices.small(), choices.any_literal(0), choices.any_literal(0), "'a'", "1", "o")
    key = lambda: choices.pick(choices.key_literal(), "1", "'a'", choices.any_literal() if choices.likely(0.1) else "0")

    def argument(code):
        if code == "n":
            return choices.small(-4, 6)
        if code == "v":
            return value() if base != "set" else key()
        if code == "k":
            return key()
        if code == "d":
            if kind == "OrderedDict":
                return choices.pick(choices.dict_literal(), "p", "[('k', 1), (2, 3)]", "a=1, b=2")
            return choices.pick(choices.dict_literal(), "p", "[('k', 1), (2, 3)]", "a=1, b=2", "[1]", "['ab', 'cd']", "['abc']", "5", "{1: 2}, z=3")
        return choices.pick(choices.int_list(), choices.str_literal(), "p", "o", choices.any_literal(), "range(3)", "(c for c in 'ab')", "{}")

    for _ in range(choices.randint(6, 12)):
        form = choices.randrange(12)
        if form < 7:
            methods = METHODS[base]
            name = choices.choice(sorted(methods))
            if kind == "Counter" and choices.likely(0.4):
                text = choices.pick("o.most_common()", "o.most_common(2)", "list(o.elements())", "o.total()", "o + p", "o - p", "o & p", "o | p", f"o.update({choices.str_literal()})", "o.subtract('ab')", "+o", "-o")
            elif kind == "OrderedDict" and choices.likely(0.3):
                text = choices.pick(f"o.move_to_end({choices.int_literal()})", f"o.move_to_end({choices.int_literal()}, last=False)", "o.popitem(last=False)", "o == p", "list(reversed(o))")
            else:
                arguments = []
                for code in methods[name].replace("?", ""):
                    if code + "?" in methods[name] and choices.likely(0.5):
                        break
                    arguments.append(argument(code))
                if name == "sort":
                    arguments = choices.pick([], [], ["reverse=True"], ["key=str"], ["key=len"], ["key=lambda x: 0"], ["None"])
                if kind != "OrderedDict" and choices.likely(0.03):
                    arguments.insert(0, "1")
                text = f"o.{name}({', '.join(arguments)})"
                if name in ("keys", "values", "items"):
                    text = f"list({text})"
            lines.append(f"show(lambda: {text})")
            lines.append("show(lambda: o)")
        elif form == 7:
            lines.append(f"show(lambda: o {choices.pick('+', '|', '&', '-', '^', '==', '<', '<=', '!=')} {choices.pick('p', '2', 'o', 'p' if kind == 'Counter' else choices.any_literal())})")
            lines.append(f"show(lambda: o * {choices.pick('2', '(-1)', 'p', '1.0')})")
        elif form == 8:
            lines.append(f"show(lambda: {value()} {choices.pick('in', 'not in')} o)")
        elif form == 9:
            target = f"o[{key() if base == 'dict' else choices.small(-4, 5)}]"
            statement = choices.pick(f"{target} = {value()}", f"del {target}", f"{target} += {choices.small()}", f"print(text({target}))")
            lines.append(f"try:\n    {statement}\nexcept Exception as error:\n    print(failure(error))")
            lines.append("show(lambda: o)")
        elif form == 10:
            function = choices.pick("len", "list", "sorted", "tuple", "sum", "max", "min", "any", "all", "bool", "enumerate", "set", "list(iter", "list(reversed", "dict", "str", "copy.copy", "copy.deepcopy")
            text = "list(enumerate(o))" if function == "enumerate" else function + "(o)" + ")" * function.count("(")
            lines.append(f"show(lambda: {text + ' if steady(o) else len(o)' if kind == 'set' else text})")
        else:
            operator = choices.pick("+=", "|=", "&=", "-=")
            change = choices.pick("*= 2", f"{operator} p", f"{operator} {'p' if kind == 'Counter' else choices.any_literal()}")
            lines.append(f"try:\n    o {change}\nexcept Exception as error:\n    print(failure(error))")
            lines.append("show(lambda: o)")
    return lines
