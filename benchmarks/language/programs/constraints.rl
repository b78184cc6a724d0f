# Classes, in the manner of DeltaBlue: variables bound by one-way constraints with strengths, re-planned at each edit.
REQUIRED, STRONG, WEAK = 0, 1, 2


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.stamp = 0
        self.strength = WEAK


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def attach(self):
        for variable in self.inputs():
            variable.constraints.append(self)

    def inputs(self):
        return []

    def is_stronger_than(self, other):
        return other is None or self.strength < other.strength


class Scale(Constraint):
    def __init__(self, source, factor, offset, target, strength):
        super().__init__(strength)
        self.source = source
        self.factor = factor
        self.offset = offset
        self.target = target
        self.attach()
        if self.is_stronger_than(target.determined_by):
            target.determined_by = self

    def inputs(self):
        return [self.source]

    def execute(self):
        self.target.value = (self.source.value * self.factor.value + self.offset.value) % 1000003


class Equal(Constraint):
    def __init__(self, source, target, strength):
        super().__init__(strength)
        self.source = source
        self.target = target
        self.attach()
        if self.is_stronger_than(target.determined_by):
            target.determined_by = self

    def inputs(self):
        return [self.source]

    def execute(self):
        self.target.value = self.source.value


class Planner:
    def __init__(self):
        self.stamp = 0
        self.executed = 0

    def plan(self, variable):
        self.stamp += 1
        stamp = self.stamp
        order = []
        pending = [variable]
        variable.stamp = stamp
        while pending:
            current = pending.pop()
            for constraint in current.constraints:
                target = constraint.target
                if target.stamp != stamp and target.determined_by is constraint:
                    target.stamp = stamp
                    order.append(constraint)
                    pending.append(target)
        return order

    def edit(self, variable, values):
        plan = self.plan(variable)
        for value in values:
            variable.value = value
            for constraint in plan:
                constraint.execute()
                self.executed += 1


def chain(planner, length):
    variables = [Variable("v" + str(i)) for i in range(length + 1)]
    for a, b in zip(variables, variables[1:]):
        Equal(a, b, REQUIRED)
    planner.edit(variables[0], range(100))
    return variables[-1].value


def projection(planner, count):
    factor = Variable("factor", 10)
    offset = Variable("offset", 1000)
    sources = [Variable(f"s{i}", i) for i in range(count)]
    targets = [Variable(f"t{i}", i) for i in range(count)]
    for source, target in zip(sources, targets):
        Scale(source, factor, offset, target, STRONG if source.value % 2 else REQUIRED)
    for source in sources:
        planner.edit(source, [17, 23, 5])
    return sum(t.value for t in targets)


planner = Planner()
print(chain(planner, 5000))
print(projection(planner, 20000))
print(planner.executed)
