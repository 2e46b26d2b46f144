# What the makefile builders share. `sam build` runs them side by side from the repository's root.
UV := .venv-uv/bin/uv

# That of the runtime which loads what is built: the template's default, or another by name, as in
#   PYTHON_VERSION=3.12 sam build && sam deploy --parameter-overrides Runtime=python3.12 …
PYTHON_VERSION ?= $(shell sed -n 's/.*Default: python\(3\.[0-9]*\).*/\1/p' template.yaml)

# An interpreter of that very version, as compiled files are for no other: of this machine, or
# fetched by uv.
PYTHON := $(UV) run --quiet --no-project --python $(PYTHON_VERSION) python
COMPILE := -m compileall -q --invalidation-mode unchecked-hash

.PHONY: uv python
uv:
	@$(MAKE) -f Makefile uv

python: uv
	@$(PYTHON) -c '' 2>/dev/null || { echo "Building for Python $(PYTHON_VERSION) needs one: install it," \
		"and put python$(PYTHON_VERSION) on the PATH." >&2; exit 1; }

# After `sam build`, which leaves each app.py as it is: a cold start would compile it every time.
.PHONY: apps
apps: python
	@python=$$($(PYTHON) -c 'import sys; print(sys.executable)'); for app in $(BUILD)/*/app.py $(BUILD)/*/*/app.py; do \
		$$python $(COMPILE) -s $$(dirname $$app) -p /var/task $$app; done
