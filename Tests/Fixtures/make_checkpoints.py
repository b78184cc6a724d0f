"""Makes Tests/Fixtures/checkpoints and Tests/Fixtures/hostile: what PyTorch, transformers, TRL and numpy write, small, and what is in it.

    python Tests/Fixtures/make_checkpoints.py

Needs torch, transformers 4.44, trl 0.11 and safetensors. The tests read the files; they never run this.
`expected.safetensors` holds every tensor of `tensors.bin` as fp32.
"""

import collections
import io
import json
import pickle
import shutil
import tarfile
import zipfile
from pathlib import Path

import numpy
import torch
from safetensors.torch import load_file, save, save_file
from transformers import GPT2LMHeadModel

HERE = Path(__file__).parent
ROOT = HERE / "checkpoints"
MODELS = HERE / "transformer"


def tensors():
    """Every layout: transposed, a column, a slice, a storage shared by two, scalars, empty, each type of weights."""
    base = torch.randn(6, 4)
    shared = torch.randn(5)
    return collections.OrderedDict(
        plain=base.clone(),
        transposed=torch.randn(3, 5).t(),
        permuted=torch.randn(2, 3, 4).permute(2, 0, 1),
        column=base[:, 1],
        part=base[2:4],
        shared=shared,
        shared_again=shared,
        scalar=torch.tensor(2.5),
        empty=torch.zeros(0, 3),
        half=torch.randn(4).half(),
        brain=torch.randn(4).bfloat16(),
        double=torch.randn(4).double(),
        parameter=torch.nn.Parameter(torch.randn(2, 2)),
    )


def rename(state, rule):
    return {rule(name): tensor for name, tensor in state.items()}


def old_names(name):
    return name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")


def folder(name, source):
    target = ROOT / name
    target.mkdir(parents=True)
    shutil.copy(MODELS / source / "config.json", target)
    return target


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    ROOT.mkdir()
    torch.manual_seed(7)
    state = tensors()
    torch.save(state, ROOT / "tensors.bin")
    torch.save(state, ROOT / "tensors-legacy.bin", _use_new_zipfile_serialization=False)
    torch.save({"epoch": 3, "model_state_dict": dict(state)}, ROOT / "trainer.pt")
    expected = {name: tensor.detach().float().clone().contiguous() for name, tensor in state.items()}
    save_file(expected, ROOT / "expected.safetensors")

    # Models as older versions of the libraries wrote them: the same weights as in ../transformer.
    state = load_file(MODELS / "gpt2-untied" / "model.safetensors")
    torch.save(state, folder("gpt2-bin", "gpt2-untied") / "pytorch_model.bin")
    bare = rename(state, lambda name: name.removeprefix("transformer."))
    torch.save(bare, folder("gpt2-bare-legacy", "gpt2-untied") / "pytorch_model.bin", _use_new_zipfile_serialization=False)
    model = GPT2LMHeadModel.from_pretrained(MODELS / "gpt2-untied")
    model.config._name_or_path = ""
    model.save_pretrained(ROOT / "gpt2-shards", max_shard_size="8KB")
    model.save_pretrained(ROOT / "gpt2-bin-shards", max_shard_size="8KB", safe_serialization=False)
    state = load_file(MODELS / "bert-two-labels" / "model.safetensors")
    torch.save(rename(state, old_names), folder("bert-gamma", "bert-two-labels") / "pytorch_model.bin")
    state = load_file(MODELS / "distilbert-two-labels" / "model.safetensors")
    half = rename(state, lambda name: "module." + name)
    torch.save({k: v.half() for k, v in half.items()}, folder("distilbert-half", "distilbert-two-labels") / "pytorch_model.bin")

    # A bundle of a folder, one level down, as the seed notebook gets it, and one that climbs out.
    with tarfile.open(ROOT / "bundle.tar.gz", "w:gz") as tar:
        for name in ("config.json", "generation_config.json", "model.safetensors"):
            tar.add(MODELS / "gpt2-value-head" / name, arcname=f"./ppo/policy/{name}")
    with tarfile.open(ROOT / "climbs.tar.gz", "w:gz") as tar:
        tar.add(MODELS / "gpt2-value-head" / "config.json", arcname="../../config.json")
        tar.add(MODELS / "gpt2-value-head" / "config.json", arcname="policy/config.json")
    with tarfile.open(ROOT / "bomb.tar.gz", "w:gz") as tar:
        tar.add(MODELS / "gpt2-value-head" / "config.json", arcname="config.json")
        info = tarfile.TarInfo("model.safetensors")
        info.size = 300_000_000
        tar.addfile(info, io.BytesIO(bytes(info.size)))

    # What must be refused by name.
    torch.save(torch.nn.Linear(2, 2), ROOT / "module.bin")
    torch.save({"w": torch.zeros(1).expand(1000, 1000)}, ROOT / "expanded.bin")
    torch.save({"a": torch.quantize_per_tensor(torch.randn(3), 0.1, 0, torch.qint8)}, ROOT / "quantized.bin")
    (ROOT / "evil.bin").write_bytes(evil())
    with zipfile.ZipFile(ROOT / "tensors.bin") as source, zipfile.ZipFile(
        ROOT / "deflated.bin", "w", zipfile.ZIP_DEFLATED
    ) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))

    # Statistics of a training run, as TRL's trainer collects them and the seed notebook pickles them.
    statistics = [
        {
            "objective/kl": 0.5 * step,
            "objective/entropy": numpy.float32(1.25 + step),
            "ppo/mean_scores": numpy.array(0.25 * step, dtype=numpy.float32),
            "ppo/returns/mean": numpy.float64(step),
            "objective/kl_dist": numpy.arange(3, dtype=numpy.float32) * step,
            "tokens": numpy.arange(6, dtype=numpy.int64).reshape(2, 3).T,
            "flag": numpy.bool_(step % 2),
            "loss": torch.tensor([0.5, step]),
            "time": 1.5,
        }
        for step in range(3)
    ]
    for protocol in (2, 4, 5):
        (ROOT / f"statistics-{protocol}.pkl").write_bytes(pickle.dumps(statistics, protocol=protocol))
    hostile()


def hostile():
    """The corpus of checkpoint-fuzz: small files of every form, which it damages."""
    folder = HERE / "hostile"
    shutil.rmtree(folder, ignore_errors=True)

    def write(name, content):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    few = {"a": torch.arange(6.0).reshape(2, 3), "b.gamma": torch.ones(3).half(), "c": torch.zeros(0, 2)}
    write("safetensors/three", save(few, {"format": "pt"}))
    write("safetensors/types", save({str(t)[6:]: torch.zeros(2, dtype=t) for t in (torch.float64, torch.bfloat16, torch.int64)}))
    write("safetensors/empty", save({}))
    for stem, state in (("few", few), ("tensors", dict(tensors())), ("trainer", {"model": few, "epoch": [1, None, 2.5]})):
        for form in (True, False):
            buffer = io.BytesIO()
            torch.save(state, buffer, _use_new_zipfile_serialization=form)
            write(f"pytorch/{stem}-{'zip' if form else 'stream'}", buffer.getvalue())
    write("pytorch/evil", evil())
    for mode, ending in (("w", "tar"), ("w:gz", "tar.gz"), ("w:xz", "tar.xz"), ("w:bz2", "tar.bz2")):
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode=mode) as tar:
            for name in ("config.json", "./sub/model.safetensors", "../up"):
                info = tarfile.TarInfo(name)
                content = (b"{}" if name.endswith("json") else bytes(range(256)) * 4)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
            info = tarfile.TarInfo("link")
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            tar.addfile(info)
        write(f"bundle/small.{ending}", buffer.getvalue())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model/config.json", "{}")
        archive.writestr("model/zeros", bytes(5000))
        archive.writestr("../up", "x")
    write("bundle/small.zip", buffer.getvalue())
    plain = [1, -5, 2**70, 1.5, "text", b"bytes", None, True, (1, 2), {"a": [1], "b": {3}}, frozenset({1}), bytearray(b"x")]
    arrays = [numpy.float32(1.5), numpy.arange(6).reshape(2, 3), numpy.array(["a"], dtype=object), numpy.array(2.0)]
    cycle = []
    cycle.append(cycle)
    for protocol in range(6):
        write(f"pickle/plain-{protocol}", pickle.dumps(plain, protocol=protocol))
        write(f"pickle/arrays-{protocol}", pickle.dumps(arrays, protocol=protocol))
    write("pickle/cycle", pickle.dumps(cycle))
    write("pickle/evil", pickle.dumps(Evil()))
    write("pickle/nested", b"\x80\x02" + b"]" * 400 + b"a" * 399 + b".")


class Evil:
    def __reduce__(self):
        import os

        return os.system, ("echo this must never run",)


def evil():
    buffer = io.BytesIO()
    torch.save({"weight": torch.zeros(2), "extra": Evil()}, buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
