.PHONY: test lint pictures score

PYTHON ?= python

test:
	$(PYTHON) -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	lint-imports

pictures:
	$(PYTHON) -m tools.pictures
	mkdir -p docs/pictures && cp pictures/overview.png pictures/timeline.png pictures/wall-6.png docs/pictures/

# Statements of the five real pages, against what a careful reader takes from them; they lie beside the project.
score:
	$(PYTHON) -m etl extract ../shared/seeds --format jsonl | ../shared/score.py ../shared/gold --texts ../shared/seeds --show
