# rlnb: `make run` runs the lesson, `make test` runs the tests, `make help` lists the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# One set of flags for the program and its tests, so that both come from one build. Without testable imports the tests
# compile the modules exactly as the program does. -march=native: what is built here runs here.
FLAGS ?= -c release -Xcc -march=native
RLNB := .build/release/rlnb
PREFIX ?= /usr/local

NOTEBOOK ?= notebooks/rlhf_ppo.rlnb
REPORT ?= run/$(basename $(notdir $(NOTEBOOK))).html
# A Python with what the program is measured against: torch, transformers, tokenizers, tiktoken.
PEERS ?= $(firstword $(wildcard $(HOME)/.venv-oracle/bin/python) python3)
# More for `rlnb run`, for instance ARGS="--param steps=3 --seed 1".
ARGS ?=

.PHONY: help setup build data run test test-instruction-sets lint format clean install fuzz-language fuzz-tokenizer \
  bench-language bench-ppo bench-engine bench-tokenizer bench-data

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

setup: ## install the Debian packages that are missing
	@./scripts/setup.sh

build: setup ## build the program
	swift build $(FLAGS) --product rlnb

data: setup ## fetch the IMDb reviews into the user's cache
	@./scripts/get-data.sh

run: build ## run the lesson and write its report (NOTEBOOK, REPORT, ARGS)
	@./scripts/run-lesson.sh $(RLNB) $(NOTEBOOK) $(REPORT) $(ARGS)

fuzz-language: build ## compare random programs with CPython 3.11 (ARGS="--programs 20000 --seed 1")
	python3 Tests/Language/generator/compare.py --rlnb $(RLNB) $(ARGS)

bench-ppo: setup ## measure an RLHF iteration beside TRL (PEER=its benchmark, ARGS="--runs 3 --only nano")
	swift build $(FLAGS) --product engine-bench
	python3 benchmarks/ppo/compare.py --program .build/release/engine-bench $(if $(PEER),--peer-script $(PEER)) $(ARGS)

bench-engine: build data ## measure training, classification and decoding beside torch (ARGS="--runs 3 --only train")
	swift build $(FLAGS) --product engine-bench
	python3 benchmarks/engine/compare.py --program .build/release/engine-bench --rlnb $(RLNB) $(ARGS)

bench-language: build data ## measure the language beside CPython 3.11 (ARGS="--runs 5 fib sieve")
	python3 benchmarks/language/compare.py --rlnb $(RLNB) $(ARGS)

bench-tokenizer: setup data ## measure the tokenizers beside tiktoken and Hugging Face's (ARGS="--runs 5")
	swift build $(FLAGS) --product tokenizer-bench
	$(PEERS) benchmarks/tokenizer/prepare.py run/tokenizer
	$(PEERS) benchmarks/tokenizer/compare.py .build/release/tokenizer-bench run/tokenizer $(ARGS)

fuzz-tokenizer: setup ## load damaged tokenizer files (ARGS="100000 1": how many, and the seed)
	swift build $(FLAGS) --product tokenizer-bench
	.build/release/tokenizer-bench fuzz benchmarks/tokenizer/corpus $(or $(ARGS),100000)

bench-data: build data ## measure data sets beside Python's (ARGS="--stream-megabytes 2048")
	swift build $(FLAGS) --product data-bench
	$(PEERS) benchmarks/data/compare.py --rlnb $(RLNB) $(ARGS)

test: setup ## run the tests
	HF_HUB_OFFLINE=1 swift test $(FLAGS) --disable-testable-imports --no-parallel

test-instruction-sets: setup ## run the engine's tests as built for AVX-512, AVX2 and any x86-64 (minutes each)
	@for march in x86-64-v4 x86-64-v3 x86-64; do echo "== $$march"; \
	  swift test --scratch-path .build-$$march -c release -Xcc -march=$$march --disable-testable-imports --no-parallel \
	    --filter "TensorTests|TransformerTests|RLHFTests" || exit 1; done

lint: ## check the formatting
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

format: ## format every source file
	swift format --in-place --recursive --parallel Package.swift Sources Tests

clean: ## remove what was built
	rm -rf .build run

install: build ## install under PREFIX (/usr/local)
	install -Dm755 $(RLNB) $(DESTDIR)$(PREFIX)/bin/rlnb
	for folder in stdlib models notebooks data; do \
	  [ -d $$folder ] || continue; \
	  (cd $$folder && find . -type f -exec install -Dm644 {} $(DESTDIR)$(PREFIX)/share/rlnb/$$folder/{} \;); \
	done
