# `make demo` and `make test` start from nothing but Python >= 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= demo

.PHONY: demo test lint docs bench mutants matrix pango clean

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; found " + sys.version.split()[0])'
	@$(PYTHON) -m venv $(VENV) || (echo "The venv module is missing: apt install python3-venv"; exit 1)
	@echo "Installing into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev]'
	@touch $@

pango: $(VENV)/.ready
	@$(BIN)/python -c 'import weasyprint' 2>/dev/null || sh docs/install-pango.sh || true

demo: $(VENV)/.ready pango
	@rm -rf $(DEMO)
	@$(BIN)/cdc demo $(DEMO)

test: $(VENV)/.ready pango lint
	@$(BIN)/python -m pytest -n 2 -q

lint: $(VENV)/.ready
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache

docs: $(VENV)/.ready
	@$(BIN)/python docs/build.py

bench: $(VENV)/.ready
	@$(BIN)/python benchmarks/bench.py

mutants: $(VENV)/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[mutants]'
	@$(BIN)/python -m benchmarks.mutants $(ROOM)

matrix: $(VENV)/.ready pango
	@$(BIN)/python -m tests.matrix

clean:
	@rm -rf $(VENV) $(DEMO) build dist .pytest_cache .mypy_cache .ruff_cache
