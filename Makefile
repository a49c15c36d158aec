# Two commands: `make run` serves the archive with its starter corpus, `make test` proves that it works.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MITI := $(BIN)/miti
EXAMPLE := how did cities pay for bus rapid transit

.PHONY: run test check install clean

run: install
	$(MITI) ingest corpus
	$(MITI) index
	$(MITI) suggestions compute
	$(MITI) index
	@echo; echo 'miti search "$(EXAMPLE)"'
	@$(MITI) search --limit 2 "$(EXAMPLE)"
	@echo
	$(MITI) serve

test: install
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: $(VENV)/.installed

# Everything is pinned in requirements.txt; the project itself is installed in place, without asking for more.
$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) var
