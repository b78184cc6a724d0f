class ShapeError(ValueError): pass
raise ShapeError("bad shape", 3)
