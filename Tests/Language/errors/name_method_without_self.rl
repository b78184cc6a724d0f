class Model:
    def loss(self):
        return 1.0
    def report(self):
        return loss()

Model().report()
