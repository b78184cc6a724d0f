# Floats: the Mandelbrot set, counted.
def mandelbrot(width, height, limit):
    inside = 0
    steps = 0
    for py in range(height):
        y0 = 2.0 * py / height - 1.0
        for px in range(width):
            x0 = 3.0 * px / width - 2.0
            x = y = 0.0
            i = 0
            while x * x + y * y <= 4.0 and i < limit:
                x, y = x * x - y * y + x0, 2.0 * x * y + y0
                i += 1
            if i == limit:
                inside += 1
            steps += i
    return inside, steps


print(mandelbrot(240, 160, 100))
