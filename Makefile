# Downlight: `make run` starts it, `make test` tests it; both set up first whatever is missing.
# Arguments for the app: make run ARGS="check github"
SHELL = /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run demo test check format bench lock i18n-update i18n-compile setup setup-test \
	bench-detection build packages wheel deb setup-build test-packages pictures prove-setup clean

ARGS =
VENV = .venv/bin
TOOLS = .venv-tools/bin
# Byte code written once is read at every start; the habits of the caller's shell stay out.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME VIRTUAL_ENV

help: ## Show this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 26

run: setup ## Start Downlight (ARGS="check github" passes arguments)
	@$(VENV)/downlight $(ARGS)

demo: setup ## Replay the outage of 14 July 2022 on this machine, without internet
	@$(VENV)/downlight demo $(ARGS)

test: setup-test ## Run every test, those in a real desktop included
	@sh tools/test.sh $(ARGS)

check: setup-test ## Style, types, layers, desktop files, translations
	@sh tools/check.sh

format: setup-test ## Put the code into the house style
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

bench: setup-test ## Measure start, memory and idle work of the light, and the history window
	cd tests && ../$(VENV)/python -m benchmarks.light $(ARGS)
	$(VENV)/python -m pytest -q -s tests/benchmarks

bench-detection: setup-test ## Measure detection: delay, false alarms, beside the rules of others
	cd tests && ../$(VENV)/python -m benchmarks.detection $(ARGS)

lock: setup ## Write the lock files anew (ARGS=--upgrade takes the newest versions)
	@sh tools/lock.sh $(ARGS)

i18n-update: setup ## Take new sentences of the code into the translation files
	@sh tools/i18n.sh update

i18n-compile: setup ## Compile the translation files
	@sh tools/i18n.sh compile

build: setup-build ## Build the program with its own Python into dist/downlight (build.spec)
	@sh tools/package.sh program

packages: setup-build ## Build all that people install into dist/: wheel, source, .deb, archive
	@sh tools/package.sh program python deb archive

wheel: setup ## Build the wheel and the source archive into dist/
	@sh tools/package.sh python

deb: setup-build ## Build the .deb into dist/, from dist/downlight
	@sh tools/package.sh deb

test-packages: setup-test ## Test what `make packages` built, the main job in a real desktop too
	@sh tools/test-packages.sh

pictures: setup-test ## Take the pictures of the docs anew, in a real desktop
	cd tests && ../$(VENV)/python -m end2end.gallery ../docs/img

prove-setup: ## Prove the set-up in a bare Debian (root; debootstrap)
	@bash tools/prove-setup.sh $(ARGS)

setup: ## Only set up what `make run` needs
	@sh tools/setup.sh run

setup-build: ## Only set up what building the packages needs
	@sh tools/setup.sh build

setup-test: ## Only set up what `make test` needs
	@sh tools/setup.sh test

clean: ## Remove what was built and set up here
	rm -rf .venv .venv-tools .venv-build build dist htmlcov .coverage .pytest_cache .mypy_cache .ruff_cache \
		.hypothesis .import_linter_cache
	find desktop tests -name __pycache__ -type d -prune -exec rm -rf {} +
