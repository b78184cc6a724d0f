name = “ann”
