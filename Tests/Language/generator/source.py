"""Source text by lines."""


def indented(text, by="    "):
    return "\n".join(by + line for line in text.split("\n"))
