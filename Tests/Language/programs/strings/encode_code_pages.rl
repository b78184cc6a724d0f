def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("€é".encode("cp1252"), b"\x80\xe9".decode("cp1252"), "€".encode("iso8859-15"), b"\xa4".decode("iso-8859-15"))
attempt(lambda: "中".encode("cp1252"))
attempt(lambda: b"\x81".decode("cp1252"))
