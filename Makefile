# make demo    a digest of an example article, from a fresh checkout
# make test    the tests, from a fresh checkout
# Both create .venv and install into it what is missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: demo test lint clean
.DEFAULT_GOAL := demo

# torch first and pinned: left to the dependency ranges, pip would fetch several GB of CUDA libraries
$(INSTALLED): pyproject.toml requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

demo: $(INSTALLED)
	$(BIN)/newsdigest summarize examples/articles/tagesbote-lehrer.html

test: $(INSTALLED)
	$(BIN)/python -m pytest

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV) build dist
