# make demo    a digest of an example article, from a fresh checkout
# make test    the tests, from a fresh checkout
# make quality the scores of every stage beside their floors; on the labelled articles in SHARED too, where it is there
# make bench-translate    translation against generate and raw CTranslate2; the start of the commands
# make bench-summary      extractive summaries beside LEAD, LexRank, TextRank and Luhn, with their times
# make bench-summarizers  models that write summaries, through transformers and CTranslate2: speed and memory
# make bench-fidelity     numbers and names that come through a translation, without and with the guards
# make bench-faithfulness facts altered on purpose in summaries, and how many of them are noticed
# make model-eval DEV=path/to/newstest2018    scores of the bundled model on DEV.de and DEV.en
# Each creates .venv and installs into it what is missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

SHARED ?= ../shared
DEV ?= ../shared/translation/dev/newstest2018

.PHONY: demo test quality lint clean model-eval bench-translate bench-summary bench-summarizers bench-fidelity bench-faithfulness
.DEFAULT_GOAL := demo

# torch first and pinned: left to the dependency ranges, pip would fetch several GB of CUDA libraries
$(INSTALLED): pyproject.toml requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

demo: $(INSTALLED)
	$(BIN)/newsdigest summarize examples/articles/techblick-glasfaser.txt

test: $(INSTALLED)
	$(BIN)/python -m pytest

quality: $(INSTALLED)
	$(BIN)/python benchmarks/quality.py --shared $(SHARED)

model-eval: $(INSTALLED)
	$(BIN)/python training/evaluate.py bundled --dev $(DEV) --show 10

bench-translate: $(INSTALLED)
	$(BIN)/python benchmarks/translation.py --file $(DEV).de
	$(BIN)/python benchmarks/startup.py

bench-summary: $(INSTALLED)
	$(BIN)/pip install --quiet --disable-pip-version-check sumy rouge-score
	$(BIN)/python benchmarks/summaries.py $(SHARED)/summarization --select-first

bench-summarizers: $(INSTALLED)
	$(BIN)/python benchmarks/summarizers.py

bench-fidelity: $(INSTALLED)
	$(BIN)/python benchmarks/fidelity.py $(DEV)

bench-faithfulness: $(INSTALLED)
	$(BIN)/pip install --quiet --disable-pip-version-check sumy rouge-score
	$(BIN)/python benchmarks/faithfulness.py $(SHARED)/summarization --paraphrases $(DEV) google

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV) build dist
