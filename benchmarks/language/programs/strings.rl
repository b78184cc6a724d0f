# Text: building, splitting, joining, searching, replacing, formatting, characters one by one.
def build(n):
    text = ""
    for i in range(n):
        text += "abc"
    parts = []
    for i in range(n):
        parts.append(str(i))
    return len(text), len(",".join(parts))


def caesar(text, shift):
    result = []
    for c in text:
        if "a" <= c <= "z":
            result.append(chr((ord(c) - 97 + shift) % 26 + 97))
        else:
            result.append(c)
    return "".join(result)


def palindromes(n):
    found = 0
    for i in range(n):
        s = str(i)
        if s == s[::-1]:
            found += 1
    return found


def words(text):
    longest = ""
    total = 0
    for line in text.split("\n"):
        for word in line.split():
            word = word.strip(".,").lower()
            if word.startswith("qu") or word.endswith("x"):
                total += len(word.replace("o", "00"))
            if len(word) > len(longest):
                longest = word
    return longest, total


def formatting(n):
    size = 0
    for i in range(n):
        size += len(f"{i:>8d} {i / 7:.3f} {'x' * (i % 5)!r}")
        size += len("%d: %s" % (i, "name"))
    return size


line = "The quick brown fox, jumps over the lazy dog. Questions quell a flux of vexing quotes\n"
print(build(200000))
print(len(caesar(line.lower() * 2000, 3)))
print(palindromes(200000))
print(words(line * 8000))
print(formatting(80000))
