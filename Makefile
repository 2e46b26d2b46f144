# Everything a person types. `make` alone lists it.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh

ifeq ($(origin AS),default)  # make's own AS is the assembler
AS := owner@promenade.localhost
endif
FORMAT ?= jsonl

# A Python once named is kept until another is named; environments and build follow it.
CHOSEN := .local/base-python
ifneq ($(origin BASE_PYTHON),undefined)
$(shell mkdir -p .local; echo "$(BASE_PYTHON)" | cmp -s - $(CHOSEN) || echo "$(BASE_PYTHON)" > $(CHOSEN))
endif
BASE_PYTHON ?= $(shell cat $(CHOSEN) 2>/dev/null || echo python3)

UV := .venv-uv/bin/uv
PYTHON := .venv/bin/python
SAM := SAM_CLI_TELEMETRY=0 $(PYTHON) -m infra.local.sam
TOOLS := .venv/.ready
CLOUD := .local/ministack/.ready
BUILT := .local/build/template.yaml
CONSOLE := .local/console
BROWSER := .local/browser/.ready
COMPILE_APPS := $(MAKE) -f infra/builder.mk apps

SOURCES := $(shell find events layers functions infra -type f \
	-not -path '*/__pycache__/*' -not -path 'infra/local/*') template.yaml pyproject.toml uv.lock

# What the console is made of, and what says which calls it may make.
WEB := $(shell find functions/console/web -type f) infra/console.py
ROUTES := $(shell find layers functions infra events -type f \( -name '*.py' -o -path 'events/*/http/*' \) \
	-not -path '*/__pycache__/*' -not -path 'infra/local/*')

export PORT

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---- The demonstration ----

.PHONY: up down reset dev logs token invoke import pay story replay audit
up: $(TOOLS) $(CLOUD) $(BUILT) ## Build, start the local cloud, deploy, fill the shop (PORT=4566)
	@PYTHONPATH=layers/core/python $(PYTHON) -m infra.local.up

down: $(TOOLS) ## Stop the local cloud; it keeps what it stores
	@$(PYTHON) -m infra.local.down

reset: down ## Stop the local cloud and forget all it stores
	@rm -rf .local/cloud
	@echo "Forgotten. make up starts afresh."

dev: up ## Deploy each saved edit within seconds
	@$(PYTHON) -m infra.local.dev

logs: $(TOOLS) ## Follow what the functions log
	@$(PYTHON) -m infra.local.logs

token: $(TOOLS) ## Print a token: AS=owner@promenade.localhost | client | shopper:ada
	@$(PYTHON) -m infra.local.callers "$(AS)"

invoke: $(TOOLS) ## Call one function: FN=stock_api EVENT=events/base/http/….json
	@$(PYTHON) -m infra.local.invoke "$(FN)" "$(EVENT)"

import: $(TOOLS) ## Send a file of orders through the queue: FILE=… FORMAT=jsonl | online-retail | shopify | woocommerce
	@PYTHONPATH=layers/core/python $(PYTHON) -m infra.local.importing "$(FILE)" \
		--format "$(FORMAT)" $(if $(LIMIT),--limit "$(LIMIT)") $(if $(SHOP),--shop "$(SHOP)") \
		$(if $(STORE),--store "$(STORE)") $(if $(ZONE),--zone "$(ZONE)") \
		$(if $(ENCODING),--encoding "$(ENCODING)")

pay: $(TOOLS) ## Pay for an order at the local payment gateway: ORDER=order_… TIMES=1 AFTER=0 (seconds)
	@$(PYTHON) -m infra.local.payments "$(ORDER)" "$(or $(TIMES),1)" "$(or $(AFTER),0)"

story: $(TOOLS) ## A day of a shop's people, call by call, on what make up runs
	@PYTHONPATH=layers/core/python $(PYTHON) -m infra.local.story

replay: $(TOOLS) ## Give parked messages another try: QUEUE=OrderIngest
	@$(PYTHON) -m infra.local.replay "$(QUEUE)"

audit: $(TOOLS) ## Export the audit trail and verify it: FILE=… an export, off-line, SINCE=… an earlier one
	@PYTHONPATH=layers/core/python $(PYTHON) -m infra.local.auditing \
		$(if $(FILE),--file "$(FILE)") $(if $(SINCE),--since "$(SINCE)")

# ---- Quality ----

.PHONY: check check-code check-templates check-console test bench format capability template openapi sample
check: $(TOOLS) ## Format, lint, types, boundaries, templates
	@$(MAKE) -j2 --output-sync=target check-code check-templates check-console

check-code:
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy layers infra functions tests
	PYTHONPATH=layers/core/python .venv/bin/lint-imports --no-cache

check-templates:
	.venv/bin/cfn-lint template.yaml $(filter-out infra/stack.yaml,$(wildcard infra/*.yaml))
	.venv/bin/cfn-lint --ignore-checks W3002 -- infra/modules/*.yaml  # sam deploy sends the code
	$(SAM) validate --lint

check-console: $(CONSOLE)/.checked

test: $(TOOLS) $(CLOUD) $(BUILT) $(BROWSER) ## All tests, the end-to-end ones on a local cloud of their own
	@$(PYTHON) -m pytest tests --ignore tests/bench -n 3 --dist loadgroup

bench: $(TOOLS) $(CLOUD) $(BUILT) ## Ratios against bare boto3 and django-oscar
	@$(UV) sync --locked --quiet --group bench
	@PYTHONPATH=layers/core/python $(PYTHON) -m tests.bench

format: $(TOOLS) ## Rewrite the code as `make check` wants it
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

capability: $(TOOLS) ## Lay out the rooms of a new one: NAME=points MODULE=customer
	@$(PYTHON) -m infra.capability "$(NAME)" "$(MODULE)"
	@.venv/bin/ruff check --select I --fix --quiet functions layers tests
	@$(MAKE) template
	@echo "Now: make test says what is missing, CONTRIBUTING.md in which order."

template: $(TOOLS) ## Assemble template.yaml and infra/modules/ from infra/stack.yaml and functions/**
	@PYTHONPATH=layers/core/python $(PYTHON) -m infra.assemble

openapi: $(TOOLS) ## Write the API's description and its page into .local/docs
	@PYTHONPATH=layers/core/python $(PYTHON) -m infra.openapi .local/docs

sample: $(TOOLS) ## Write a golden sample's answer (NAME=base/http/…), or the events that follow from all
	@PYTHONPATH=layers/core/python $(PYTHON) -m tests.support.accept $(NAME) > /dev/null

# ---- Building and deploying ----

.PHONY: build console browser deploy
build: $(BUILT) ## Build layers and functions for the Python of this machine

deploy: $(TOOLS) ## Build for the template's Python and deploy to AWS (sam build, sam deploy)
	$(SAM) build
	@$(COMPILE_APPS) BUILD=.aws-sam/build
	$(SAM) deploy

$(BUILT): $(SOURCES) $(wildcard $(CHOSEN)) | $(TOOLS)
	@echo "Building layers and functions"
	@mkdir -p .local
	@export PYTHON_VERSION=$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		{ $(SAM) build --config-env local && $(COMPILE_APPS) BUILD=.local/build; } > .local/build.log 2>&1 \
		|| { tail -20 .local/build.log; echo "The build failed; all of it: .local/build.log"; exit 1; }
	@cat $(CONSOLE)/built.txt
	@touch $@

browser: $(BROWSER)

console: $(CONSOLE)/.built  # Of its makefile builder, and for who works on it

$(CONSOLE)/.installed: functions/console/web/package-lock.json | $(TOOLS)
	@mkdir -p $(CONSOLE)
	@PYTHONPATH=layers/core/python $(PYTHON) -m infra.console install
	@touch $@

$(CONSOLE)/.built: $(WEB) $(CONSOLE)/.installed
	@PYTHONPATH=layers/core/python $(PYTHON) -m infra.console build
	@touch $@

$(CONSOLE)/.typed: $(ROUTES) $(CONSOLE)/.installed
	@PYTHONPATH=layers/core/python $(PYTHON) -m infra.console types
	@touch $@

$(CONSOLE)/.checked: $(WEB) $(CONSOLE)/.typed
	@PYTHONPATH=layers/core/python $(PYTHON) -m infra.console check
	@touch $@

# ---- Environments, each from its lock ----

$(BROWSER): tests/e2e/console/package-lock.json | $(TOOLS)
	@echo "Fetching a browser for the tests"
	@PYTHONPATH=layers/core/python:. $(PYTHON) -m tests.support.browser
	@touch $@

.PHONY: uv
uv: # Of the makefile builders, which `sam build` runs side by side
	@mkdir -p .local
	@$(BASE_PYTHON) infra/alone.py .local/uv.lock $(MAKE) --silent $(UV)

$(UV): infra/local/bootstrap.txt $(wildcard $(CHOSEN))
	@echo "Fetching uv"
	@$(BASE_PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "Python 3.11, 3.12 or 3.13 is needed: make up BASE_PYTHON=/path/to/python3.13"; exit 1; }
	@$(BASE_PYTHON) -m venv --clear .venv-uv \
		|| { echo "Python's venv module is missing (Debian: apt install python3-venv)"; exit 1; }
	@.venv-uv/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --requirement $<
	@touch $@

$(TOOLS): uv.lock pyproject.toml $(wildcard $(CHOSEN)) | $(UV)
	@echo "Installing tools"
	@$(UV) sync --locked --quiet --inexact --python .venv-uv/bin/python
	@touch $@

$(CLOUD): infra/local/requirements.txt $(wildcard $(CHOSEN)) | $(UV)
	@echo "Installing the local cloud"
	@mkdir -p .local
	@$(UV) venv --quiet --clear --python .venv-uv/bin/python .local/ministack
	@VIRTUAL_ENV=.local/ministack $(UV) pip sync --quiet --require-hashes --compile-bytecode $<
	@touch $@
