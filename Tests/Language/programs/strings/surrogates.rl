text = b"ok\xff".decode("utf-8", "surrogateescape")
print(ascii(text), text.encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"), "\ud800".encode("utf8", "replace"))
