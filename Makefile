# Everything a newcomer needs: each target sets up what it uses from a bare Python ≥ 3.11.
# uv is used when it is installed, otherwise venv and pip; byte code is compiled at
# install time, which halves the start of every command.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
UV     := $(shell command -v uv 2>/dev/null)

ifdef UV
make_venv = $(UV) venv -q --allow-existing --python $(PYTHON) $(1)
install   = VIRTUAL_ENV=$(1) $(UV) pip install -q --compile-bytecode -c constraints.txt $(2)
else
make_venv = $(PYTHON) -m venv $(1)
install   = $(1)/bin/python -m pip install -q --disable-pip-version-check --compile -c constraints.txt $(2)
endif

# Where Python may not write byte code, every start would compile the sources anew.
export PYTHONDONTWRITEBYTECODE =
compile = $(BIN)/python -m compileall -q -j 0 triage screens store themes bench

.PHONY: demo test lint unit wheel bench docs record clean

demo: $(VENV)/.ready-to-run
	$(compile)
	$(BIN)/triage demo build/demo

test: lint unit wheel

lint: $(VENV)/.ready-to-develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The tests of the store run apart: they must reach its every line and branch by themselves.
unit: $(VENV)/.ready-to-develop
	$(compile)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest tests/store
	$(BIN)/coverage combine -q
	$(BIN)/coverage report
	$(BIN)/pytest --ignore tests/store

# The built wheel, installed in an empty environment, must carry its templates, themes and demo.
wheel: $(VENV)/.ready-to-develop
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m build --wheel --no-isolation --outdir build/wheel . >build/wheel/build.log
	$(call make_venv,build/wheel/venv)
	$(call install,build/wheel/venv,build/wheel/*.whl)
	cd build/wheel && venv/bin/triage demo demo </dev/null >demo.log && test -s demo/report.md

bench: $(VENV)/.ready-to-develop
	$(compile)
	$(BIN)/python -m bench

docs: $(VENV)/.ready-to-develop
	$(BIN)/python -m docs.update

# Needs tmux; what it writes is in git, so nobody else does.
record: $(VENV)/.ready-to-develop
	$(BIN)/python -m docs.record

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "triage needs Python 3.11 or later; name one with: make PYTHON=/path/to/python3"; exit 1; }
	$(call make_venv,$(VENV))
	@touch $@

$(VENV)/.ready-to-run: $(VENV)/.python pyproject.toml constraints.txt
	$(call install,$(VENV),-e .)
	@touch $@

$(VENV)/.ready-to-develop: $(VENV)/.python pyproject.toml constraints.txt
	$(call install,$(VENV),-e '.[dev]')
	@touch $@ $(VENV)/.ready-to-run
