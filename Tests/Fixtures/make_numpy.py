"""Records what numpy prints for the expressions that Bindings' numpy must print alike.

    python Tests/Fixtures/make_numpy.py        (numpy 2.x; writes Tests/Fixtures/numpy/printed.json)
"""
import json
import os

import numpy as np

EXPRESSIONS = """
np.array([1, 2, 3])
np.array([1.0, 2.25, -3.5])
repr(np.array([1.0, 2.25, -3.5]))
repr(np.array([1, 20, -300]))
repr(np.array([True, False]))
repr(np.array([[1, 2], [3, 4]]))
repr(np.array([[1.5, 2], [3, 4]], dtype=np.float32))
repr(np.array([0.1, 0.2, 0.3], dtype=np.float32))
repr(np.array([]))
repr(np.array([1e-10, 1.0, 1e10]))
repr(np.array([1e-5, 2e-5]))
repr(np.array([123456789.0, 1.5]))
repr(np.array([np.nan, 1.0, np.inf, -np.inf]))
repr(np.array([np.nan, np.nan]))
repr(np.array([0.0, 0.001, 0.5]))
repr(np.array([1/3, 2/3, 1.0]))
repr(np.arange(30))
repr(np.arange(100) / 7)
repr(np.arange(2000))
np.arange(2000)
repr(np.arange(24).reshape(2, 3, 4))
np.arange(24).reshape(2, 3, 4) * 0.5
repr(np.linspace(0, 1, 5))
np.linspace(0, 1, 11)
np.linspace(2, 3, 5, endpoint=False)
np.arange(0, 1, 0.1)
np.arange(5, 0, -2)
np.zeros((2, 3))
np.ones(3)
np.full((2, 2), 7)
np.eye(3)
np.zeros(3, dtype=int)
np.array([1, 2, 3]).dtype
np.array([1.0]).dtype
np.array([True]).dtype
np.array([1, 2, 3]).shape
np.array([[1, 2, 3]]).shape
np.array([[1, 2, 3]]).ndim
np.mean([1, 2, 3, 4])
np.mean([0.1] * 1000)
np.sum(np.arange(1000) * 0.1)
np.std([1, 2, 3, 4])
np.std([1, 2, 3, 4], ddof=1)
np.var([1.5, 2.5, 9])
np.median([3, 1, 2])
np.median([4, 1, 2, 3])
np.percentile([1, 2, 3, 4, 5], 40)
np.percentile([1.5, 2.5, 10, 11], [5, 50, 95])
np.quantile([1, 2, 3, 4], 0.3)
np.max([1, 5, 3])
np.min([[1, 5], [0, 3]], axis=0)
np.argmax([1, 5, 3])
np.argmin(np.array([[3, 1], [0, 2]]), axis=1)
np.sum([[1, 2], [3, 4]], axis=0)
np.sum([[1, 2], [3, 4]], axis=1, keepdims=True)
np.mean(np.array([[1.0, 2.0], [3.0, 5.0]]), axis=-1)
np.cumsum([1, 2, 3])
np.cumsum([[1, 2], [3, 4]], axis=0)
np.prod([1, 2, 3, 4])
bool(np.any([0, 1]))
np.exp([0, 1, 2])
np.log(np.array([1, np.e, 10]))
np.sqrt(2)
np.sqrt([1, 4, 9])
np.abs([-1, 2])
np.round(2.5)
np.round([1.234, 5.678], 2)
np.clip([1, 5, 10], 2, 8)
np.clip(np.array([0.5, 1.5]), None, 1)
np.where([True, False, True], [1, 2, 3], [10, 20, 30])
np.where(np.array([1, -1, 2]) > 0, 1.0, 0.0)
np.isnan([1.0, np.nan])
np.concatenate([[1, 2], [3]])
np.concatenate([[[1, 2]], [[3, 4]]], axis=1)
np.stack([[1, 2], [3, 4]])
np.stack([[1, 2], [3, 4]], axis=1)
np.vstack([[1, 2], [3, 4]])
np.hstack([[1, 2], [3]])
np.sort([3, 1, 2])
np.argsort([3, 1, 2])
np.unique([3, 1, 1, 2])
np.diff([1, 4, 9])
np.convolve([1, 2, 3, 4], [0.5, 0.5], mode='valid')
np.convolve([1, 2, 3], [1, 1, 1])
np.convolve([1, 2, 3, 4, 5], [1, 1, 1], mode='same')
np.corrcoef([1, 2, 3], [1, 2, 4])
np.histogram([1, 2, 2, 3, 9], bins=4)[0]
np.histogram([1, 2, 2, 3, 9], bins=4)[1]
np.histogram([0.1, 0.5, 0.9], bins=3, density=True)[0]
np.allclose([1, 2], [1, 2 + 1e-9])
np.array([1, 2, 3]) + 1
np.array([1, 2, 3]) / 2
np.array([1, 2, 3]) // 2
np.array([5, -5]) % 3
np.array([1, 2, 3]) ** 2
2 ** np.array([1, 2, 3])
1 - np.array([1.0, 2.0])
-np.array([1, 2])
np.array([[1], [2]]) + np.array([10, 20])
np.array([1, 2, 3]) > 1
np.array([1, 2, 3]) == np.array([1, 0, 3])
~(np.array([1, 2, 3]) > 1)
(np.array([1, 2, 3]) > 1) & (np.array([1, 2, 3]) < 3)
np.array([1, 2, 3]) @ np.array([4, 5, 6])
np.array([[1, 2], [3, 4]]) @ np.array([[0, 1], [1, 0]])
np.array([1.0, 2.0], dtype=np.float32) * 0.1
np.array([10, 20, 30])[1]
np.array([10, 20, 30])[-1]
np.array([10, 20, 30])[1:]
np.array([10, 20, 30])[::-1]
np.array([[1, 2], [3, 4]])[0]
np.array([[1, 2], [3, 4]])[:, 1]
np.array([[1, 2], [3, 4]])[1, 0]
np.array([10, 20, 30])[[0, 2]]
np.array([10, 20, 30])[np.array([True, False, True])]
np.array([1, 2, 3])[:, None]
np.array([[1, 2], [3, 4]]).T
np.array([[1, 2], [3, 4]]).flatten()
np.array([[1, 2], [3, 4]]).tolist()
np.arange(6).reshape(2, -1)
np.array([1.7, -1.7]).astype(int)
np.array([3, 1]).sum()
np.array([3.0, 1.0]).mean()
np.array([3, 1]).max()
np.array([[3, 1], [2, 5]]).std(axis=0)
len(np.array([1, 2, 3]))
float(np.float32(0.5))
np.int64(5) + 1
np.maximum([1, 5], [3, 2])
np.log1p(1e-10)
np.array([0.0001, 0.5])
np.array([0.00001, 0.5])
np.array([1000.0, 0.5])
np.array([100000.5, 0.25])
""".strip().split("\n")

PROGRAMS = [
    "np.random.seed(42)\nprint(np.random.rand(3))",
    "np.random.seed(42)\nprint(np.random.randn(5))",
    "np.random.seed(0)\nprint(np.random.normal(2.0, 0.5, size=(2, 3)))",
    "np.random.seed(1)\nprint(np.random.randint(0, 10, size=12))",
    "np.random.seed(1)\nprint(np.random.randint(100))",
    "np.random.seed(7)\nprint(np.random.uniform(-1, 1, 4))",
    "np.random.seed(3)\nprint(np.random.permutation(10))",
    "np.random.seed(3)\nprint(np.random.choice(5, 8))",
    "np.random.seed(3)\nprint(np.random.choice(10, 4, replace=False))",
    "np.random.seed(3)\nprint(np.random.choice([1.5, 2.5, 3.5], 5, p=[0.2, 0.3, 0.5]))",
    "np.random.seed(5)\nx = list(range(10))\nnp.random.shuffle(x)\nprint(x)",
    "np.random.seed(5)\nprint(np.random.random())\nprint(np.random.randn())\nprint(np.random.randn())",
    "r = np.random.RandomState(42)\nprint(r.rand(2), r.randint(5, 50, 3))",
    "a = np.zeros((2, 3))\na[0, 1] = 5\na[1] = 7\nprint(a)",
    "a = np.arange(5)\na[a > 2] = 0\nprint(a)",
    "a = np.array([1, 2, 3])\na += 1\nprint(a)",
    "for row in np.array([[1, 2], [3, 4]]):\n    print(row, row.sum())",
    "try:\n    np.array([1, 2]) + np.array([1, 2, 3])\nexcept ValueError as e:\n    print(e)",
    "try:\n    if np.array([1, 2]): pass\nexcept ValueError as e:\n    print(e)",
    "try:\n    np.array([1, 2])[5]\nexcept IndexError as e:\n    print(e)",
    "try:\n    np.arange(6).reshape(4, 2)\nexcept ValueError as e:\n    print(e)",
]


def main():
    import contextlib
    import io

    cases = []
    for source in [f"print({e})" for e in EXPRESSIONS] + PROGRAMS:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(source, {"np": np})
        cases.append({"source": source, "output": out.getvalue()})
    folder = os.path.join(os.path.dirname(__file__), "numpy")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "printed.json"), "w") as file:
        json.dump(cases, file, indent=0)
        file.write("\n")


main()
