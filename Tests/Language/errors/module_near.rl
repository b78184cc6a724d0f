import jsn
