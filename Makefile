# make site | serve | test | check | lint | audit | lock | opencc-data | clean
# Another Python: make PYTHON=python3.12 site

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.stamp

.DEFAULT_GOAL := site
.PHONY: site serve check test browser lint audit lock opencc-data clean

site: $(STAMP)
	$(PY) build_site.py build

serve: $(STAMP)
	$(PY) build_site.py serve

check: $(STAMP)
	$(PY) build_site.py check

test: $(STAMP) browser
	$(PY) -m pytest -n auto --ignore tests/browser
	$(PY) -m pytest tests/browser

lint: $(STAMP)
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

# Asks the Python Packaging Advisory Database, over the network, about every locked package.
audit: $(STAMP)
	$(PY) -m pip_audit --requirement requirements.lock --require-hashes --disable-pip

# After another version of OpenCC was locked.
opencc-data: $(STAMP)
	$(PY) tools/opencc_data.py

# The browser tests need a Chromium. This installs one where it can, says what it
# skipped where it cannot, and never fails.
browser:
	@for name in chromium chromium-browser google-chrome; do \
	  if command -v $$name >/dev/null 2>&1; then \
	    echo "browser: using $$name; nothing to install"; exit 0; \
	  fi; \
	done; \
	if ! command -v apt-get >/dev/null 2>&1; then \
	  echo "browser: no Chromium found and no apt-get here; installation skipped. Install Chromium to run the browser tests."; \
	elif [ "$$(id -u)" != 0 ]; then \
	  echo "browser: no Chromium found and not root; installation skipped. As root: apt-get install chromium fonts-noto-cjk"; \
	elif apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium fonts-noto-cjk; then \
	  echo "browser: installed chromium and fonts-noto-cjk"; \
	else \
	  echo "browser: apt-get could not install chromium and fonts-noto-cjk; skipped. The browser tests need a Chromium."; \
	fi

# Made again whenever the lock file is newer.
$(STAMP): requirements.lock
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "$(PYTHON) was not found. Install Python 3.11 or later, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; $(PYTHON) is $$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])'). Name another: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# Keeps the versions already locked; to upgrade: make lock LOCKFLAGS=--upgrade
lock: $(STAMP)
	$(PY) -m uv pip compile -q --universal --generate-hashes --all-extras --no-emit-index-url \
	  --python-version 3.11 --custom-compile-command "make lock" $(LOCKFLAGS) \
	  pyproject.toml -o requirements.lock

# Generated pages under docs/ stay: the build owns them through its manifest.
clean:
	rm -rf site build .cache .pytest_cache .hypothesis .mypy_cache .ruff_cache
