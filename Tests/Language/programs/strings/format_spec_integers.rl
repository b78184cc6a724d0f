for spec in ["d", "5", "<5", ">5", "^5", "=+6", "05", "+", " ", ",", "_", "x", "#x", "#o", "#b", "X", "08b", "#010x", "_b", "c", "e", "%", "*^9,"]:
    print(spec, repr(format(1234, spec)), repr(format(-7, spec)) if spec != "c" else "")
