#!/usr/bin/env python3
"""Makes Tests/Fixtures/wordpiece and benchmarks/tokenizer/corpus: what transformers' BERT tokenizers do with small texts.

Vocabularies of 600 tokens learned from data/reviews-mini.csv and some letters of other scripts, uncased as tokenizer.json
and cased as vocab.txt; ids, tokens and decoded text of strings chosen to be difficult, with added tokens of every kind.
The corpus has the smallest tokenizers of each kind, for the fuzzer. Run with transformers 4.44 installed.
"""
import csv
import json
import pathlib
import random
import shutil

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
out = here / "wordpiece"
specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

with open(root / "data/reviews-mini.csv", newline="", encoding="utf-8") as file:
    texts = [row["text"] for row in csv.DictReader(file)][:120]
letters = ["éèüñçåøß ΑΒΓ αβγς абв АБВ", "日本語 中文 한국어 가각", "שלום مرحبا नमस्ते ไทย", "1 2 3 ½ ! ? … — “ ” ' ’"] * 3


def learned(lowercase, size):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=size, special_tokens=specials, show_progress=False)
    tokenizer.train_from_iterator(texts + letters, trainer)
    tokens = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    # The trainer meets words in an order of its own each time.
    vocabulary = specials + sorted(token for token, _ in tokens if token not in specials)
    return {token: place for place, token in enumerate(vocabulary)}


def whole(vocabulary, lowercase):
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    cls, sep = ("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[cls, sep])
    tokenizer.add_special_tokens(specials)
    return tokenizer


def folder(path, files):
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    for name, content in files.items():
        (path / name).write_text(content if isinstance(content, str) else json.dumps(content) + "\n", encoding="utf-8")


uncased, cased = learned(True, 600), learned(False, 600)
settings = {"tokenizer_class": "BertTokenizer", "model_max_length": 64}
folder(out / "uncased", {
    "tokenizer.json": whole(uncased, True).to_str(), "tokenizer_config.json": {**settings, "do_lower_case": True},
})
folder(out / "cased", {
    "vocab.txt": "".join(f"{token}\n" for token in cased),
    "tokenizer_config.json": {**settings, "tokenizer_class": "DistilBertTokenizer", "do_lower_case": False},
    "special_tokens_map.json": {"unk_token": "[UNK]", "mask_token": {"content": "[MASK]", "lstrip": True}},
    "added_tokens.json": {"<extra>": len(cased)},
})

rng = random.Random(11)
strings = [
    "", " ", "\n\t ", "a" * 101, "a" * 100, "é" * 100, "é" * 101, "##ing", "[MASK]x", "x [MASK] y", "[cls] [CLS]", texts[2],
    "👩‍👩‍👧‍👦 👍🏽", "e\u0301\u0327 e\u0327\u0301", "\u1100\u1161\u11a8 각", "Å \u212b ﬁ", "İstanbul ΣΊΣΥΦΟΣ ς", "ß ẞ ǅ",
    "שָׁלוֹם مَرْحَبًا नमस्ते", "\u202eright\u202c \u200fabc", "日本語中文，標點。", "\uf900\U0002b81f\U0002b820\u3000x",
    "\x00\x01\x7f\x80\x85a\u00adb\u200bc\ufeffd\ufffd", "\u2028\x1c\u00a0", "\\ud800", "can't WON'T don\u2019t", "a.b,c...d",
    "≮ ;`", "\u302e\u302f a\u302f\u302eb\u302e\U0001d165\u302f", "\u0301abc", "$1,234.56 ½ Ⅷ", "un<extra>able <EXTRA> < extra>",
    "<br /><br />", "x <l> y <l>z", "a <r> b", "one<w>two <w> <w>three é<w>", "<Né> <né> <ne> <NE>",
]
pool = [0x20, 0x20, 0x2E, 0x27, 0x2C, 0x41, 0x49] + list(range(0x61, 0x7B)) + [
    0xE9, 0x4E2D, 0x1F600, 0x301, 0x327, 0x660, 0xA0, 0x302E, 0x5D0, 0x3B1, 0xAC01, 0x130, 0xAD]
strings += ["".join(chr(rng.choice(pool)) for _ in range(rng.randrange(1, 40))) for _ in range(80)]
added = [
    AddedToken("<l>", lstrip=True), AddedToken("<r>", rstrip=True, normalized=False), AddedToken("<w>", single_word=True),
    AddedToken("<Né>", normalized=True), AddedToken("<s>", special=True, normalized=False),
]

cases = []
for name in ["uncased", "cased"]:
    for tokens in [[], added]:
        tokenizer = AutoTokenizer.from_pretrained(str(out / name))
        tokenizer.add_tokens(tokens)
        for text in strings:
            ids = tokenizer.encode(text)
            cases.append({
                "folder": name, "added": bool(tokens), "text": text, "ids": ids,
                "decoded": tokenizer.decode(ids, clean_up_tokenization_spaces=False),
                "skipped": tokenizer.decode(ids, skip_special_tokens=True),
            })
described = [
    {"id": 0, "content": t.content, "lstrip": t.lstrip, "rstrip": t.rstrip, "single_word": t.single_word,
     "normalized": t.normalized, "special": t.special} for t in added]
(out / "cases.json").write_text(json.dumps({"added": described, "cases": cases}, indent=0) + "\n")

corpus = root / "benchmarks/tokenizer/corpus"
small = {token: place for place, token in enumerate([*specials, *"abcdehlorw", "##a", "##o", "##llo", "##r", "hello", ",", "!"])}
folder(corpus / "wordpiece", {
    "tokenizer.json": whole(small, True).to_str(), "tokenizer_config.json": {**settings, "do_lower_case": True},
    "special_tokens_map.json": {"pad_token": "[PAD]", "mask_token": {"content": "[MASK]", "lstrip": True}},
})
folder(corpus / "wordpiece-files", {
    "vocab.txt": "".join(f"{token}\n" for token in small), "config.json": {"model_type": "bert"},
    "tokenizer_config.json": {**settings, "added_tokens_decoder": {"0": {"content": "[PAD]", "special": True}}},
})
bytes_of = sorted(pre_tokenizers.ByteLevel.alphabet())
tokens = [*bytes_of, "he", "ll", "hell", "hello", "Ġw", "Ġwo", "<|endoftext|>"]
merges = ["h e", "l l", "he ll", "hell o", "Ġ w", "Ġw o"]
vocabulary = {token: place for place, token in enumerate(tokens)}
bpe = Tokenizer(models.BPE(vocabulary, [tuple(merge.split()) for merge in merges]))
bpe.pre_tokenizer, bpe.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
bpe.post_processor = processors.ByteLevel(trim_offsets=False)
bpe.add_special_tokens(["<|endoftext|>"])
folder(corpus / "bpe", {"tokenizer.json": bpe.to_str(), "tokenizer_config.json": {"tokenizer_class": "GPT2Tokenizer"}})
folder(corpus / "bpe-files", {
    "vocab.json": vocabulary, "merges.txt": "#version: 0.2\n" + "".join(f"{merge}\n" for merge in merges),
    "added_tokens.json": {"<pad>": len(tokens)}, "special_tokens_map.json": {"pad_token": "<pad>"},
})
