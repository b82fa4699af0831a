# Footnote's verbs. `make help` lists them; each can be run again at any time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := $(VENV)/pip-tools/bin/pip-compile --quiet
PYTEST := $(BIN)/python -m pytest -n auto

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint load hour chaos audit measure bench simulate messages screenshots \
	chaos-backups chaos-migrations requirements vulnerabilities clean

help:  ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-18s%s\n", $$1, $$2}' Makefile

demo: $(VENV)/.demo-installed  ## serve a demo at http://localhost:8000 (PORT=9000 make demo: there)
	@$(BIN)/python manage.py demo

serve: $(VENV)/.demo-installed  ## serve the site for real: docs/operations.md says what to set before
	@$(BIN)/python manage.py serve

test: $(VENV)/.dev-installed  ## run the tests on all cores, with coverage
	$(PYTEST) --cov --durations=25 -m 'not browser'
	env -u PYTEST_XDIST_AUTO_NUM_WORKERS $(PYTEST) --no-cov -m browser  # each has many processes

lint: $(VENV)/.dev-installed  ## check style, types, layers, migrations and production settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=0 ALLOWED_HOSTS=quiz.example SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

load: $(VENV)/.dev-installed  ## play classes of 50, 200 and 500 on both databases: rates, waits, ratios
	@$(BIN)/python -m tests.load

hour: $(VENV)/.dev-installed  ## ten requests a second for an hour, on both databases: does anything grow?
	@$(BIN)/python -m tests.load hour

chaos: $(VENV)/.dev-installed  ## races, kills, power cuts, fuzzing, a lost machine: is anything lost?
	@$(BIN)/python -m tests.chaos

# The first topic of a pack is the whole of it, with three seeds; the others are parts of it, with
# one. As many audits run at a time as there are cores; what each says is printed when it ends.
COUNT ?= 2000
JOBS ?= $(shell getconf _NPROCESSORS_ONLN)

audit: $(VENV)/.demo-installed  ## judge 2,000 drafts of each kind and way, every topic of every pack
	@store=$$(mktemp -d); trap 'rm -rf "$$store"' EXIT; failed=0; \
	export DATABASE_URL=sqlite:///$$store/audit.sqlite3; \
	$(BIN)/python manage.py migrate --verbosity 0; \
	for pack in history/packs/*/pack.toml; do \
		folder=$${pack%/pack.toml}; $(BIN)/python manage.py load_pack "$$folder" || failed=1; \
		seeds="1 2 3"; \
		for topic in $$(sed '1d; s/,.*//' "$$folder/topics.csv"); do \
			for seed in $$seeds; do echo "$$topic $$seed"; done >> "$$store/waiting"; \
			seeds=1; \
		done; \
	done; \
	xargs -L 1 -P $(JOBS) sh -c 'found=$$($(BIN)/python manage.py audit \
		--topic "$$1" --seed "$$2" --count $(COUNT)); ended=$$?; echo "$$found"; exit $$ended' \
		audit < "$$store/waiting" || failed=1; \
	exit $$failed

measure: $(VENV)/.dev-installed  ## measure in Chromium how small and quick pages are
	@$(BIN)/python -m tests.browser.measure

bench: $(VENV)/.demo-installed  ## measure drafts a second, loading and memory, up to 20,000 events
	@$(BIN)/python manage.py bench_generation

simulate: $(VENV)/.demo-installed  ## play simulated pupils: is the memory honest, do proposals help?
	@$(BIN)/python manage.py simulate_memory

messages: $(VENV)/.dev-installed  ## bring the Spanish and Russian messages up to date, and compile them
	@$(BIN)/python manage.py messages

# FOLDER=/tmp/pictures make screenshots puts them elsewhere.
FOLDER ?= docs/screenshots

screenshots: $(VENV)/.dev-installed  ## picture the eight main screens, phone and desktop, light and dark
	@$(BIN)/python -m tests.browser.screenshots $(FOLDER)

chaos-backups: $(VENV)/.dev-installed  ## 20 backups while a class answers: does each hold all of it?
	@$(BIN)/python -m tests.chaos.backups

chaos-migrations: $(VENV)/.dev-installed  ## back and forward over a million answers, cut off in the middle
	@$(BIN)/python -m tests.chaos.migrations

requirements: $(VENV)/pip-tools/bin/pip-compile  ## pin what pyproject.toml asks for, with hashes
	$(COMPILE) --upgrade --output-file requirements.txt pyproject.toml
	$(COMPILE) --upgrade --extra postgres --constraint requirements.txt \
		--output-file requirements-postgres.txt pyproject.toml
	$(COMPILE) --upgrade --extra dev --extra postgres --extra browser \
		--constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	for file in requirements.txt requirements-postgres.txt requirements-dev.txt; do \
		{ echo '# Made from pyproject.toml by: make requirements'; cat $$file; } > $$file.new \
			&& mv $$file.new $$file; done

# Strictly: a package that the service does not know, or a service that cannot be reached, is no
# clean bill.
vulnerabilities: $(VENV)/pip-audit/bin/pip-audit  ## look up known vulnerabilities of what is pinned
	$(VENV)/pip-audit/bin/pip-audit --strict --disable-pip --require-hashes \
		-r requirements-postgres.txt -r requirements-dev.txt

clean:  ## remove all that can be made again (never the database)
	rm -rf $(VENV) staticfiles htmlcov test-results .coverage .coverage.*
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are newer than the requirements once these are installed, so a second run is quick.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Footnote needs Python 3.11 or later. Name one with: make PYTHON=python3.12 ...'; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo 'Python made no venv. On Debian and Ubuntu: apt install python3-venv'; exit 1; }

$(VENV)/.demo-installed: requirements.txt | $(BIN)/python
	$(INSTALL) -r requirements.txt
	@touch $@

# The second file holds all of the first.
$(VENV)/.dev-installed: requirements.txt requirements-dev.txt | $(BIN)/python
	$(INSTALL) -r requirements-dev.txt
	@touch $(VENV)/.demo-installed $@

$(VENV)/pip-tools/bin/pip-compile: | $(BIN)/python
	$(BIN)/python -m venv $(VENV)/pip-tools
	$(VENV)/pip-tools/bin/python -m pip install --quiet --disable-pip-version-check pip-tools

$(VENV)/pip-audit/bin/pip-audit: | $(BIN)/python
	$(BIN)/python -m venv $(VENV)/pip-audit
	$(VENV)/pip-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
