import os
from transformers import AutoTokenizer, BertTokenizerFast, PreTrainedTokenizerFast

FIXTURES = os.environ.get("FIXTURES", "Tests/Fixtures")
tokenizer = AutoTokenizer.from_pretrained(FIXTURES + "/wordpiece/uncased")
print(type(tokenizer).__name__, isinstance(tokenizer, BertTokenizerFast), isinstance(tokenizer, PreTrainedTokenizerFast))
print(len(tokenizer), tokenizer.vocab_size, tokenizer.model_max_length, tokenizer.max_len_single_sentence)
print(tokenizer.cls_token, tokenizer.sep_token_id, tokenizer.pad_token_id, tokenizer.mask_token, tokenizer.bos_token)
print(tokenizer.all_special_tokens, tokenizer.all_special_ids, tokenizer.special_tokens_map)
print(tokenizer.model_input_names, tokenizer.padding_side, tokenizer.truncation_side, tokenizer.pad_token_type_id)

text = "The Movie was great, wasn't it? Été 日本"
print(tokenizer.tokenize(text))
print(tokenizer(text))
print(tokenizer.encode(text, add_special_tokens=False))
print(tokenizer.decode(tokenizer.encode(text)))
print(tokenizer.decode(tokenizer(text).input_ids, skip_special_tokens=True))
print(tokenizer.decode(tokenizer(text)["input_ids"], skip_special_tokens=True, clean_up_tokenization_spaces=False))
print(tokenizer("a film", "not a bad one"))
print(tokenizer(["a film", "it"], ["not", "not a bad one"], padding=True, return_length=True))
print(tokenizer([("a film", "not"), ("it", "a bad one")], padding="longest", return_special_tokens_mask=True))
print(tokenizer(["a", "the movie was"], padding="max_length", max_length=8, return_attention_mask=False))
print(tokenizer(["a", "the movie was"], padding=True, pad_to_multiple_of=4, return_token_type_ids=False))
print(tokenizer("the movie was great and it was not bad", truncation=True, max_length=6))
print(tokenizer("the movie was great and it was", "not bad", truncation="longest_first", max_length=9))
print(tokenizer("the movie was great", "and it was not bad", truncation="only_second", max_length=12))
print(tokenizer("the movie was great", "and it was not bad", truncation="only_first", max_length=14).tokens())
print(tokenizer("the movie was great", max_length=4))
batch = tokenizer(["a film", "the movie was"], padding=True, return_tensors="pt")
print(batch.input_ids.shape, batch["attention_mask"].tolist(), list(batch.keys()))
print(tokenizer.encode("a film", return_tensors="pt").shape)
print(tokenizer(["the", "movie"], is_split_into_words=True))
print(tokenizer([["the", "movie"], ["was"]], is_split_into_words=True, padding=True)["input_ids"])
print(tokenizer("the movie was great and it was not bad", truncation=True, max_length=6, stride=2, return_overflowing_tokens=True))
print(tokenizer("the movie", "was great and it was not bad", truncation="only_second", max_length=9, stride=1,
                return_overflowing_tokens=True)["input_ids"])

tokenizer.padding_side = "left"
tokenizer.truncation_side = "left"
print(tokenizer(["a", "the movie was great"], padding=True, truncation=True, max_length=5))
tokenizer.padding_side = "right"
tokenizer.truncation_side = "right"

print(tokenizer.pad({"input_ids": [[1, 2, 3], [4]], "token_type_ids": [[0, 0, 1], [0]]}))
print(tokenizer.pad([{"input_ids": [1, 2], "labels": 3}, {"input_ids": [3], "labels": 4}], return_tensors="pt")["labels"])
print(tokenizer.pad({"input_ids": [1, 2]}, padding="max_length", max_length=4))
print(tokenizer.batch_decode([[2, 10, 3], [11, 0]], skip_special_tokens=True))
print(tokenizer.convert_ids_to_tokens([0, 2, 99999]), tokenizer.convert_tokens_to_ids(["[SEP]", "nope"]))
print(tokenizer.convert_ids_to_tokens(1), tokenizer.convert_tokens_to_ids("[MASK]"))
print(tokenizer.convert_tokens_to_string(["he", "##llo", ",", "you"]))
print(tokenizer.num_special_tokens_to_add(), tokenizer.num_special_tokens_to_add(pair=True))
print(tokenizer.build_inputs_with_special_tokens([9], [8]), tokenizer.create_token_type_ids_from_sequences([9], [8]))
print(tokenizer.get_special_tokens_mask([2, 9, 3], already_has_special_tokens=True))
print("[MASK]" in tokenizer.get_vocab(), tokenizer.get_added_vocab())
print(tokenizer("\ud800 x").input_ids == tokenizer("\ufffd x").input_ids)
print(tokenizer)


def message(function):
    try:
        return function()
    except Exception as error:
        return str(error).split("\n")[0]


print(message(lambda: tokenizer(5)))
print(message(lambda: tokenizer(None)))
print(message(lambda: tokenizer(["a"], "b")))
print(message(lambda: tokenizer(["a"], ["b", "c"])))
print(message(lambda: tokenizer("a", truncation="some")))
print(message(lambda: tokenizer("a", padding="some")))
print(message(lambda: tokenizer(["a", "the movie"], return_tensors="pt")))
print(message(lambda: tokenizer("the movie was", "great", truncation="only_second", max_length=4)))
print(message(lambda: tokenizer("the movie was", truncation="only_second", max_length=4)))
print(message(lambda: tokenizer.pad({"x": [1]})))
print(message(lambda: tokenizer.add_special_tokens({"foo": "x"})))
