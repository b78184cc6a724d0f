import os.path

print(os.path.join("a", "b", "/c", "d"), os.path.split("/x/y.txt"), os.path.splitext("a/b.tar.gz"), os.path.basename("x/"))
print(os.path.dirname("/a/b"), os.path.normpath("a//b/../c/."), os.path.isabs("/x"), os.path.commonprefix(["abc", "abd"]))
print(os.path.splitext(".bashrc"), os.path.join("", "a"), os.path.relpath("/a/b/c", "/a/d"), os.path.commonpath(["/a/b", "/a/c"]))
