print(area(2, 3))

def area(w, h):
    return w * h
