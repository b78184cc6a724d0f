#!/usr/bin/env python3
"""Makes Tests/Fixtures/tokenizer: what Hugging Face's tokenizers does with small texts.

A vocabulary of 700 tokens learned from data/reviews-mini.csv; the pre-tokens, ids and decoded text of strings chosen to
be difficult; the text of random ids. Run with tokenizers 0.19 installed.
"""
import csv
import json
import pathlib
import random

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

here = pathlib.Path(__file__).resolve().parent
out = here / "tokenizer"
out.mkdir(exist_ok=True)

with open(here.parent.parent / "data/reviews-mini.csv", newline="", encoding="utf-8") as file:
    texts = [row["text"] for row in csv.DictReader(file)][:120]

tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
tokenizer.train_from_iterator(
    texts,
    trainers.BpeTrainer(
        vocab_size=700,
        special_tokens=["<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    ),
)
tokenizer.save(str(out / "tokenizer.json"), pretty=False)

rng = random.Random(7)
strings = [
    "",
    " ",
    "   ",
    "Hello world",
    "I'm you're we've he'll she'd it's don't",
    "I'M YOU'RE 's 't 'x '",
    "''s ' s !'s",
    "tabs\t\tand\n\nnew lines \n end ",
    "  leading and trailing  ",
    "a  b   c\u00a0d\u3000e\u2003 f",
    "1234 5,678.90 ½ ٣٤ Ⅷ",
    "naïve café — “quotes” … €",
    "日本語のテキスト 한국어 العربية עברית ไทย",
    "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 n\u0303 \u200d",
    "\x00\x01\x1c\x1d\x85\x7f",
    "<|endoftext|> in a text <|endoftext|>",
    "<br /><br />The movie",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "thethethethethethethethethethethethethethethethethethethethethethethetheanderingingingingingingingthe",
    texts[3],
]
pool = [0x20, 0x20, 0x0A, 0x27, 0x73, 0x2E, 0x31] + list(range(0x61, 0x7B)) + [0xE9, 0x4E2D, 0x1F600, 0x0301, 0x660, 0xA0]
strings += ["".join(chr(rng.choice(pool)) for _ in range(rng.randrange(1, 60))) for _ in range(60)]

cases = []
for text in strings:
    ids = tokenizer.encode(text).ids
    cases.append(
        {
            "text": text,
            "pretokens": [piece for piece, _ in tokenizer.pre_tokenizer.pre_tokenize_str(text)],
            "ids": ids,
            "decoded": tokenizer.decode(ids, skip_special_tokens=False),
        }
    )
random_ids = [[rng.randrange(700) for _ in range(rng.randrange(1, 24))] for _ in range(60)]
decoded = [{"ids": ids, "text": tokenizer.decode(ids, skip_special_tokens=True)} for ids in random_ids]
(out / "cases.json").write_text(json.dumps({"encode": cases, "decode": decoded}, ensure_ascii=True, indent=0) + "\n")
