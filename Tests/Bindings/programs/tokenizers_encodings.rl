import os
from transformers import AutoTokenizer, GPT2TokenizerFast

FIXTURES = os.environ.get("FIXTURES", "Tests/Fixtures")
bert = AutoTokenizer.from_pretrained(FIXTURES + "/wordpiece/uncased")
gpt2 = GPT2TokenizerFast.from_pretrained(FIXTURES + "/tokenizer")
gpt2.pad_token = "<|endoftext|>"

for tokenizer in [bert, gpt2]:
    batch = tokenizer(["A film", "not a bad one, really"], ["The first", "it"], padding=True)
    print(len(batch.encodings), batch[0], len(batch[1]))
    for e in [batch[0], batch[1], batch[-1]] + batch[0:2]:
        print(e.ids, e.tokens, e.type_ids, e.attention_mask, e.special_tokens_mask)
        print(e.offsets, e.word_ids, e.words == e.word_ids, e.sequence_ids, e.n_sequences, e.overflowing)
    e = batch[1]
    for place in range(6):
        print(e.char_to_token(place), e.char_to_word(place), e.char_to_token(place, 1), e.token_to_chars(place))
        print(e.token_to_word(place), e.word_to_tokens(place), e.word_to_chars(place), e.word_to_chars(place, sequence_index=1))
    print(e.char_to_token(500), e.word_to_tokens(500), e.word_to_tokens(0, 1))
    single = tokenizer("the movie", return_tensors="pt")
    print(single[0].ids == single.input_ids[0].tolist(), single[0].n_sequences, list(single.keys()))
    try:
        batch["nothing"]
    except KeyError as error:
        print("KeyError", error)
