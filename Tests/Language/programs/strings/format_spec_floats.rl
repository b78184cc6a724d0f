for spec in ["", "f", ".2f", "10.3f", "<10.1f", "+.0f", "e", ".3e", "E", "g", ".3g", "G", "%", ".1%", ",.2f", "_.1f", "#.0f", "010.2f", ".0e", "n", "z.1f"]:
    print(spec, repr(format(1234.5678, spec)), repr(format(-0.04, spec)))
