# Samkøb. `make help` says what there is. Everything lands in this folder: .venv, node_modules and var (SAMKOEB_HOME).
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: start test quick check fix bench soak install lock help

# The first Python that is new enough; `make start PYTHON=/path/to/python3` takes another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
# Tests and checks need everything; a server that only runs Samkøb: make install ONLY=production
ONLY ?=
ARGS ?=
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --only-binary :all: --upgrade

start: install  ## set up if needed, start database, web and worker, and print the address and the sign-ins
	@exec $(BIN)/samkoeb start

# Hundreds of processes are started by the tests: each would compile the sources again where Python is told to keep nothing.
test: install  ## run the whole test suite (ARGS="-k word" or ARGS=tests/logic runs a part)
	@PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto $(ARGS)

quick: install  ## the pure rules alone, in seconds and without a database: kernel, logic and documents
	@PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto tests/kernel tests/logic tests/documents $(ARGS)

check: install  ## ruff, mypy, the import law, migrations in step, translations complete
	@$(BIN)/ruff check .
	@$(BIN)/mypy src
	@$(BIN)/lint-imports
	@$(BIN)/samkoeb django makemigrations --check --dry-run
	@$(BIN)/python setup/translations.py --check

fix: install  ## let ruff correct what it can
	@$(BIN)/ruff check --fix .

bench: install  ## speed and memory, as a table (ARGS="search" measures a part)
	@$(BIN)/python -m bench $(ARGS)

soak: install  ## the long versions of the fuzz, kill and mutation tests
	@SAMKOEB_SOAK=1 PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -m soak $(ARGS)
	@SAMKOEB_SOAK=1 PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -m "not soak" tests/kernel tests/logic tests/documents

install:  ## set-up alone: .venv, packages, front-end assets, translations
	@test -n "$(PYTHON)" || { echo "samkoeb: Python 3.11 or newer is needed: install it (on Debian: apt install python3 python3-venv)," \
		"or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" setup/install.py $(if $(ONLY),--$(ONLY))

lock: install  ## choose new versions of everything: requirements/*.lock and package-lock.json
	@$(COMPILE) requirements/uv.in -o requirements/uv.lock
	@$(COMPILE) requirements/node.in -o requirements/node.lock
	@$(COMPILE) requirements/runtime.in -o requirements/runtime.lock
	@$(COMPILE) requirements/validation.in -o requirements/validation.lock
	@$(COMPILE) --no-deps requirements/rules.in -o requirements/rules.lock
	@$(COMPILE) requirements/dev.in -o requirements/dev.lock
	@npm update --package-lock-only --ignore-scripts

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile
