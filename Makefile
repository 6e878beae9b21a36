# Parley's commands; `make` alone lists them.

PYTHON ?= python3
CORES ?= 2
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test check test-server prove bench pictures words lock

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/.installed ## make .venv with everything that Parley and its tests need

$(VENV)/.locked: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## open the workbench on both examples; ONCE=1 does everything and exits
	$(BIN)/parley demo $(if $(filter 1,$(ONCE)),--once)

test: check ## set everything up, check the code and pass every test
	$(BIN)/python -m pytest --numprocesses $(CORES) --dist loadfile

check: setup ## check style, types and imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-server: setup ## pass the tests of the record and its laws against the server that PARLEY_DATABASE_URL names
	@test -n "$$PARLEY_DATABASE_URL" || { echo "name a server: make test-server PARLEY_DATABASE_URL=postgresql://…" >&2; exit 2; }
	$(BIN)/python -m pytest --quiet --ignore tests/laws/test_planted_leaks.py $(wildcard tests/record tests/laws)

prove: setup ## pass the long proofs
	$(BIN)/python -m pytest -m prove

bench: setup ## measure speed against peers
	$(BIN)/python -m bench

pictures: setup ## take the pictures of the guide and the README anew, of the demo
	$(BIN)/python -m tests.browser.pictures

words: setup ## write the catalogue of messages and the table of kinds anew
	$(BIN)/python -m tests.wording.catalogue
	$(BIN)/python -m tests.house.kinds_table

lock: ## make requirements.lock anew from pyproject.toml; UPGRADE=1 takes the newest releases
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(PYTHON) -m venv "$$folder" && "$$folder/bin/pip" install --quiet --disable-pip-version-check uv && \
	"$$folder/bin/uv" pip compile --quiet --no-config --system-certs --universal --fork-strategy fewest --python-version 3.11 \
		--extra dev --generate-hashes --custom-compile-command "make lock" $(if $(filter 1,$(UPGRADE)),--upgrade) \
		--output-file requirements.lock pyproject.toml
