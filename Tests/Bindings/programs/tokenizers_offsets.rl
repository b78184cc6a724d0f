import os
from transformers import AutoTokenizer, GPT2TokenizerFast

FIXTURES = os.environ.get("FIXTURES", "Tests/Fixtures")
bert = AutoTokenizer.from_pretrained(FIXTURES + "/wordpiece/uncased")
cased = AutoTokenizer.from_pretrained(FIXTURES + "/wordpiece/cased")
gpt2 = GPT2TokenizerFast.from_pretrained(FIXTURES + "/tokenizer")
gpt2.pad_token = "<|endoftext|>"

texts = [
    "", " ", "The Movie was great, wasn't it? Été 日本", "  two  spaces\tand\nlines  ", "na\u00efve cafe\u0301 e\u0315\u0300x",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f ok", "\u0130stanbul \u1e9e \ufb01lm", "a\x00b\x7fc\ufffdd\u200be",
    "[MASK] in [SEP]the<|endoftext|> movie", "\ud55c\uad6d\uc5b4 \u0627\u0644\u0639 \u0939\u093f\u0928\u094d\u0926\u0940",
    "unbelievablyxxqqzz " + "z" * 120 + " end", "can't we'll 's 1234.5 !!! ...", "\u0344\u0301a\u0f73\u0f71b \u1f82",
]
for name, tokenizer in [("bert", bert), ("cased", cased), ("gpt2", gpt2)]:
    print(name)
    for text in texts:
        encoding = tokenizer(text, return_offsets_mapping=True)
        print(encoding["offset_mapping"], encoding.word_ids())
        print([text[a:b] for a, b in encoding.offset_mapping])

for tokenizer in [bert, gpt2]:
    batch = tokenizer(
        ["A film", "not a bad one, really"], ["The first", "it"], padding=True, return_offsets_mapping=True,
        return_special_tokens_mask=True, return_length=True)
    print(batch)
    print([batch.word_ids(i) for i in range(2)], [batch.sequence_ids(i) for i in range(2)], batch.word_ids(batch_index=1))
    print(batch.tokens(1))
    print(tokenizer("A film", "The first").sequence_ids(), tokenizer("A film", add_special_tokens=False).sequence_ids())
    arrays = tokenizer(["a", "b c"], padding=True, return_offsets_mapping=True, return_tensors="pt")
    print(arrays.offset_mapping.shape, arrays["offset_mapping"].tolist())
    print(tokenizer(["a", "b c"], padding=True, return_offsets_mapping=True, return_tensors="np").offset_mapping.tolist())

# Windows over one text, over the second of two, and over both.
long = "the movie was great and it was not bad, naïve"
question = "was it good at all?"


def windows(tokenizer, *args, **kwargs):
    e = tokenizer(*args, return_overflowing_tokens=True, return_offsets_mapping=True, return_special_tokens_mask=True, **kwargs)
    print(list(e.keys()), e["overflow_to_sample_mapping"])
    for i in range(len(e["input_ids"])):
        # On windows, GPT-2's tokenizer forgets which text is which.
        sequences = e.sequence_ids(i) if tokenizer is bert else None
        print(e["input_ids"][i], e["offset_mapping"][i], e.word_ids(i), sequences)
        print(e["special_tokens_mask"][i], e.get("token_type_ids", [None] * 99)[i], e["attention_mask"][i])


for tokenizer in [bert, gpt2]:
    windows(tokenizer, long)
    windows(tokenizer, long, truncation=True, max_length=6)
    windows(tokenizer, long, truncation=True, max_length=8, stride=3, padding=True)
    windows(tokenizer, [long, "a", question], truncation=True, max_length=8, stride=2, padding="max_length")
    windows(tokenizer, question, long, truncation="only_second", max_length=24, stride=2)
    windows(tokenizer, long, question, truncation="only_first", max_length=24, stride=4)
    windows(tokenizer, [question, "a"], [long, long], truncation="only_second", max_length=24, padding=True)
    windows(tokenizer, question, long, truncation=True, max_length=13, stride=1)
    windows(tokenizer, question, long, truncation="longest_first", max_length=11)
    tokenizer.truncation_side = "left"
    windows(tokenizer, question, long, truncation="only_second", max_length=26, stride=2)
    windows(tokenizer, long, truncation=True, max_length=8, stride=3)
    tokenizer.truncation_side = "right"
    tokenizer.padding_side = "left"
    windows(tokenizer, ["a", long], truncation=True, max_length=9, stride=1, padding=True)
    tokenizer.padding_side = "right"

# Words given.
words = ["Hello", "unbelievable", "movie", "", "is it?"]
e = bert(words, is_split_into_words=True, return_offsets_mapping=True)
print(e.offset_mapping, e.word_ids(), e.sequence_ids())
e = bert([words, ["a"]], [["film"], ["b", "c"]], is_split_into_words=True, return_offsets_mapping=True, padding=True)
print(e.offset_mapping, [e.word_ids(i) for i in range(2)])
prefixed = GPT2TokenizerFast.from_pretrained(FIXTURES + "/tokenizer", add_prefix_space=True)
e = prefixed(words, is_split_into_words=True, return_offsets_mapping=True)
print(e.input_ids, e.offset_mapping, e.word_ids())
print(prefixed(["the movie", " the movie", "éa"], return_offsets_mapping=True).offset_mapping)

# Between characters, tokens and words.
e = bert("The naïve movie", "wasn't it")
print([e.char_to_token(i) for i in range(15)], [e.char_to_token(i, sequence_index=1) for i in range(9)])
print([e.token_to_chars(i) for i in range(len(e.input_ids))], e.token_to_chars(1).start, e.token_to_chars(1)[1])
print([e.token_to_word(i) for i in range(len(e.input_ids))], [e.token_to_sequence(i) for i in range(len(e.input_ids))])
print(e.word_to_tokens(1), e.word_to_tokens(0, sequence_index=1), e.word_to_tokens(9), e.word_to_chars(1))
print(e.char_to_word(5), e.char_to_word(3))
b = bert(["The naïve movie", "it"])
print(b.char_to_token(0, 5), b.token_to_chars(0, 2), b.token_to_word(1, 1), b.word_to_tokens(0, 1), b.token_to_sequence(1, 0))


def message(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error))


message(lambda: bert("a", return_offsets_mapping=True, return_tensors="pt").offset_mapping)
message(lambda: bert(["a", "a film"], return_offsets_mapping=True, return_tensors="pt").offset_mapping.shape)
