print("ß".upper(), "ß".title(), "ß".casefold(), "ΑΣ".lower(), "Σ".lower(), "ǆ".title(), "ﬁ".upper(), "ŉ".upper())
print("İ".lower() == "i̇", "ﬃ".swapcase(), "éCOLE".capitalize(), "STRASSE".casefold() == "straße".casefold())
print("they're bill's".title(), "a1b2".title(), "hello world".swapcase().swapcase())
