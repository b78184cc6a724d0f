class Name(str):
    def shout(self):
        return self.upper() + "!"


n = Name("bo")
print(n.shout(), type(n.upper()).__name__, type(n + "x").__name__, n == "bo", {n: 1}["bo"], f"{n:>4}", len(n), isinstance(n, str))
