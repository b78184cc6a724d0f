"""Shows that what rlnb saves, Python's datasets loads, and that both use one cache of the hub.

    python Tests/Fixtures/check_saved_datasets.py [--rlnb .build/release/rlnb]

Needs datasets and huggingface_hub. A small hub of its own serves a data set; rlnb downloads it, and Python finds it in the
cache without a network; then the other way round.
"""
import argparse
import hashlib
import http.server
import json
import os
import pathlib
import subprocess
import tempfile
import threading

parser = argparse.ArgumentParser()
parser.add_argument("--rlnb", default=".build/release/rlnb")
rlnb = pathlib.Path(parser.parse_args().rlnb).resolve()

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FILES = {
    "data/train-00000-of-00001.jsonl": b'{"text": "good", "label": 1}\n{"text": "bad", "label": 0}\n',
    "README.md": b"about\n",
}


class Hub(http.server.BaseHTTPRequestHandler):
    def answer(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def do_GET(self):
        if self.path.startswith("/api/"):
            text = {"id": "owner/name", "sha": COMMIT, "private": False, "tags": [], "downloads": 0, "likes": 0,
                    "siblings": [{"rfilename": name} for name in FILES]}
            return self.answer(200, {"Content-Type": "application/json"}, json.dumps(text).encode())
        name = self.path.split("/resolve/", 1)[-1].split("/", 1)[-1]
        body = FILES.get(name)
        if body is None:
            return self.answer(404, {"X-Error-Code": "EntryNotFound"})
        digest = hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest()
        self.answer(200, {"ETag": f'"{digest}"', "X-Repo-Commit": COMMIT}, body)

    do_HEAD = do_GET

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
threading.Thread(target=server.serve_forever, daemon=True).start()


def python(code, **variables):
    subprocess.run([os.sys.executable, "-c", code], check=True, env={**os.environ, **variables})


def ours(code, **variables):
    subprocess.run([rlnb, "-c", code], check=True, env={**os.environ, **variables})


with tempfile.TemporaryDirectory() as folder:
    ours(f"""
from datasets import ClassLabel, Dataset, DatasetDict, Features, Value
d = Dataset.from_dict({{"text": ["a", "é", ""], "label": [1, 0, 1], "x": [0.5, 1.5, -2.0], "ids": [[1, 2], [], [3]],
    "note": ["n", None, "m"], "flag": [True, False, True], "meta": [{{"a": 1}}, {{"a": 2}}, None],
    "mixed": [[1.5, None], None, []]}}, features=Features({{"label": ClassLabel(names=["neg", "pos"])}}))
d.save_to_disk("{folder}/one")
DatasetDict({{"train": d, "test": d}}).save_to_disk("{folder}/both")
""")
    python(f"""
from datasets import load_from_disk
d = load_from_disk("{folder}/one")
assert d["text"][:] == ["a", "é", ""] and d["ids"][:] == [[1, 2], [], [3]] and d["note"][:] == ["n", None, "m"]
assert d["x"][:] == [0.5, 1.5, -2.0] and d["flag"][:] == [True, False, True] and d["mixed"][:] == [[1.5, None], None, []]
assert d["meta"][:] == [{{"a": 1}}, {{"a": 2}}, None], d["meta"][:]
assert d.features["label"].names == ["neg", "pos"] and d["label"][:] == [1, 0, 1]
assert sorted(load_from_disk("{folder}/both")) == ["test", "train"]
""")
    print("what rlnb saves, datasets loads")

    hub = {"HF_ENDPOINT": f"http://127.0.0.1:{server.server_address[1]}"}
    check = 'assert d["text"][:] == ["good", "bad"] and d["label"][:] == [1, 0]'
    cache = {"HF_HUB_CACHE": folder + "/first", "HF_HOME": folder + "/home"}
    ours(f'from datasets import load_dataset\nd = load_dataset("owner/name", split="train")\n{check}', **hub, **cache)
    python("""
from huggingface_hub import hf_hub_download, snapshot_download
path = hf_hub_download("owner/name", "data/train-00000-of-00001.jsonl", repo_type="dataset", local_files_only=True)
assert open(path).read().count("\\n") == 2
""", **hub, **cache, HF_HUB_OFFLINE="1")
    print("what rlnb downloads, huggingface_hub finds")
    cache = {"HF_HUB_CACHE": folder + "/second", "HF_HOME": folder + "/home"}
    python("""
from huggingface_hub import snapshot_download
snapshot_download("owner/name", repo_type="dataset")
""", **hub, **cache)
    ours(f'from datasets import load_dataset\nd = load_dataset("owner/name", split="train")\n{check}',
         **cache, HF_HUB_OFFLINE="1")
    print("what huggingface_hub downloads, rlnb finds")
