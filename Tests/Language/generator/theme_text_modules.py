"""json and re on odd inputs."""

JSON_TEXTS = ["{}", "[]", "[1, 2.5, -3e2, true, false, null]", '{"a": [1, {"b": "c"}]}', "[1,]", "{\"a\": 1,}", "{'a': 1}", "nul", "\"abc", '"\\u00e9\\n"', "01", "1.", "-", "[1 2]", '{"a" 1}', '{"a": }', "  [1]  x", "NaN", "[Infinity, -Infinity]", '"\t"', "", "   ",
              '{"a": 1, "a": 2}', "1e400", "123456789012345678901234567890", '"\\ud83d\\ude00"', '"\\x"', "[[[[]]]]", "{1: 2}", "tru", '"\\u12"', "[", "{", '{"a"', '{"a":1', "]"]
PATTERNS = ["a", "a*", "(a)(b)?", "[a-c]+", r"\d+", r"\w+", r"\s*,\s*", "^a", "b$", "(?P<name>b+)", "(", "[", "*a", "a{2,3}", "a{2,1}", "(?i)HELLO", r"\b\w", "(a|b)+", "x*", "(?=b)", r"(\w)\1", ".", "(?:ab)+", "[^,]+", r"(?P<k>\w+)=(?P<v>\w*)", r"\\", "a|", "(?P<1>a)", ")", r"\1", "(?<=a)b", "a??", "(?x) a b", "é"]


def statements(choices):
    lines = []
    for _ in range(choices.randint(6, 10)):
        form = choices.randrange(8)
        if form == 0:
            text = f"json.loads({choices.choice(JSON_TEXTS)!r})"
        elif form < 3:
            options = choices.pick("", "", ", indent=2", ", sort_keys=True", ", ensure_ascii=False", ", separators=(',', ':')", ", indent='>'", ", default=str", ", skipkeys=True", ", allow_nan=False", ", indent=0")
            text = f"json.dumps({choices.any_literal(2)}{options})"
        elif form == 3:
            text = f"json.loads(json.dumps({choices.any_literal(2)}))"
        else:
            pattern, subject = choices.choice(PATTERNS), choices.pick(choices.str_literal(), "'aabbab, abc'", "'x=1;y=22'", "'hello hello'")
            text = choices.pick(f"re.findall({pattern!r}, {subject})", f"re.split({pattern!r}, {subject})", f"re.sub({pattern!r}, {choices.pick(repr('-'), repr('<' + chr(92) + 'g<0>>'), repr(chr(92) + '1'), 'lambda m: m.group().upper()', repr(''))}, {subject})",
                                f"re.search({pattern!r}, {subject}).{choices.pick('group()', 'groups()', 'span()', 'groupdict()', 'start(1)', 'group(1)', 'group(5)', 'end()')}", f"re.match({pattern!r}, {subject})", f"re.fullmatch({pattern!r}, {subject}) is None",
                                f"[m.span() for m in re.finditer({pattern!r}, {subject})]", f"re.subn({pattern!r}, 'z', {subject}, {choices.small(0, 3)})", f"re.split({pattern!r}, {subject}, {choices.small(0, 2)})", f"re.compile({pattern!r}).groups")
        lines.append(f"show(lambda: {text})")
    return lines
