print(ascii("é中😀\n"), ascii("plain"), ascii(["ü"]), ascii({"k": "ñ"}))
