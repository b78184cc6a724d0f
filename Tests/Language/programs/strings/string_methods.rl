s = "  Hello, World  "
print(s.strip(), s.lower(), s.split(","), s.replace("l", "L"), s.find("W"), s.count("o"))
print(",".join(["a", "b"]), "a-b-c".split("-", 1), "x".center(5, "*"), "7".zfill(3), "abc".startswith("ab"), "abc".endswith(("x", "c")))
print("Title Case".title(), "abc".isalpha(), "12".isdigit(), "a b".partition(" "), "line1\nline2".splitlines())
print("%s %5.2f %d%% %r %x" % ("a", 1.5, 50, "q", 255), "{0} {1} {0} {n:>4}".format("a", "b", n=3))
