# Floats in objects: bodies that attract each other, leapfrog steps.
class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx
        self.vy = vy
        self.vz = vz
        self.mass = mass


def step(bodies, pairs, dt):
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        distance = dx * dx + dy * dy + dz * dz + 0.01
        force = dt / (distance * distance ** 0.5)
        a.vx -= dx * b.mass * force
        a.vy -= dy * b.mass * force
        a.vz -= dz * b.mass * force
        b.vx += dx * a.mass * force
        b.vy += dy * a.mass * force
        b.vz += dz * a.mass * force
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def energy(bodies, pairs):
    total = 0.0
    for body in bodies:
        total += 0.5 * body.mass * (body.vx ** 2 + body.vy ** 2 + body.vz ** 2)
    for a, b in pairs:
        total -= a.mass * b.mass / ((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2 + 0.01) ** 0.5
    return total


bodies = [
    Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0),
    Body(4.8, -1.1, 0.1, 0.6, 2.8, 0.02, 0.04),
    Body(8.3, 4.1, -0.4, -1.0, 1.8, 0.01, 0.01),
    Body(12.9, -15.1, -0.2, 1.1, 0.9, -0.01, 0.002),
    Body(15.4, -25.9, 0.2, 0.9, 0.6, -0.03, 0.002),
]
pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
print(f"{energy(bodies, pairs):.9f}")
for _ in range(40000):
    step(bodies, pairs, 0.001)
print(f"{energy(bodies, pairs):.9f}")
