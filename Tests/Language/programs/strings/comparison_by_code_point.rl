print("a" < "b", "Z" < "a", "abc" < "abd", "" < "a", "é" > "z", "😀" > "\uffff", sorted(["b", "é", "A", "中"]))
