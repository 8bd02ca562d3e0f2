"""What tests of the inbox send in, and what they then find in the folder."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from etl import inbox
from etl.model import DocumentError
from tests.test_build import GOALS

WHO = "王敏"
TEXT = GOALS.encode()
DULL = "会议召开，气氛热烈。\n\n大家表示，全年签约额达到500亿元以上。\n\n随后观看了演出。".encode()


def send(data: Path, name: str, content: bytes = TEXT, **named: object) -> inbox.Received:
    return inbox.receive(data, name, io.BytesIO(content), by=WHO, **named)  # type: ignore[arg-type]


def refused(data: Path, name: str, content: bytes, **named: object) -> str:
    before = files(data)
    with pytest.raises(DocumentError) as error:
        send(data, name, content, **named)
    assert files(data) == before, "a refusal leaves nothing"
    assert "\n" not in str(error.value)
    return str(error.value)


def files(data: Path) -> dict[str, bytes]:
    """Return what lies in the data folder but the lock of the inbox."""
    found = (path for path in data.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in found}


def refusal(act: object) -> str:
    """Return what an act is refused with."""
    with pytest.raises(DocumentError) as error:
        act()  # type: ignore[operator]
    return str(error.value)
