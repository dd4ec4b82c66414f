# Everything a developer types. Needs Python 3.11 or newer, and make.

VENV ?= .venv
PYTHON ?=
# Many tests wait for a process or a clock: more of them than processors keep these busy.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) * 5 / 2 )))
ARGS ?=

BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock clean
.DELETE_ON_ERROR:

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(READY) ## Open the console on the lab (ARGS="--theme light" for options)
	@exec $(BIN)/python -m console lab $(ARGS)

# Tests start the program again and again: its modules are compiled once, and beside the environment.
test: export PYTHONDONTWRITEBYTECODE =
test: export PYTHONPYCACHEPREFIX = $(abspath $(VENV))/bytecode
test: $(READY) ## Run every test: side by side, then alone those that measure
	@failed=0; \
	run() { \
		$(BIN)/python -m pytest -q "$$@" $(ARGS); code=$$?; \
		[ $$code -eq 0 ] || { [ $$code -eq 5 ] && [ -n "$(ARGS)" ]; } || failed=$$code; \
	}; \
	run -m "not serial" -n $(WORKERS) --maxprocesses 8 --dist loadfile; \
	run -m serial; \
	exit $$failed

check: $(READY) ## Format, lint, types, import contracts, then every test
	@echo "format"; $(BIN)/python -m ruff format --check --quiet . || \
		{ $(BIN)/python -m ruff format --diff .; exit 1; }
	@echo "lint"; $(BIN)/python -m ruff check --quiet .
	@echo "types"; $(BIN)/python -m mypy --no-error-summary
	@echo "import contracts"; $(BIN)/lint-imports --no-cache > $(VENV)/contracts.txt || \
		{ cat $(VENV)/contracts.txt; exit 1; }
	@echo "tests"; $(MAKE) --no-print-directory test

bench: $(READY) ## Measure, as a table of ratios
	@$(BIN)/python -m tests.bench $(ARGS)

lock: ## Refresh requirements.lock (needs uv)
	@{ sed -n '/^#/p;/^#/!q' requirements.lock; \
	   uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras --upgrade \
	      --no-header --no-emit-index-url --no-emit-find-links pyproject.toml; } > requirements.lock.new
	@mv requirements.lock.new requirements.lock

clean: ## Remove what was made here
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# The pinned versions, in a fresh environment whenever the lock has changed.
$(LOCKED): requirements.lock
	@found=; for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "ops-console needs Python 3.11 or newer with venv (Debian: apt install python3-venv)" >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$found --version)"; \
	$$found -m venv --clear $(VENV)
	@echo "Installing the pinned versions (a minute or so, only when they change)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile \
		--require-hashes -r requirements.lock
	@touch $@

# The project itself, so that edits take effect at once.
$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
