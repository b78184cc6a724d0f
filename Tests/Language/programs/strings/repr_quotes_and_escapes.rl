for text in ["it's", 'say "hi"', "both ' and \"", "\t\n\r\\", "\x00\x7f\xa0\xad", "é中😀", "\u200b\ue000\ud800"]:
    print(repr(text))
