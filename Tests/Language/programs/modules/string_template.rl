def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from string import Template

t = Template("$who likes ${what}s, $$5")
print(t.substitute(who="Bo", what="cat"), t.safe_substitute(who="Bo"), t.substitute({"who": 1, "what": 2}, who=3))
print(t.get_identifiers(), t.is_valid(), Template("$ 5").is_valid(), t.template)


class Percent(Template):
    delimiter = "%"


print(Percent("%a $b").substitute(a=1))
attempt(lambda: t.substitute())
attempt(lambda: Template("cost: $").substitute())
attempt(lambda: Template("a\n $! b").substitute())
