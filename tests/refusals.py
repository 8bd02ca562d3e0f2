"""What a file that cannot be read is told: one sentence, and which file it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.model import DocumentError
from etl.read import read_document


def refused(path: Path) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(DocumentError) as error:
        read_document(path)
    assert str(error.value).startswith(f"{path.name}: ")
    assert "\n" not in str(error.value)
    return str(error.value)
