"""Patterns that are compiled late are the patterns they stand for, and each of them is one."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from etl.patterns import pattern_of

EVERY = """
import gc, pkgutil, re
from importlib import import_module
import etl
from etl.patterns import Late
for module in pkgutil.walk_packages(etl.__path__, "etl."):
    import_module(module.name)
known = [each for each in gc.get_objects() if isinstance(each, Late)]
assert all(isinstance(late.compiled, re.Pattern) for late in known)
print(len(known))
"""


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    late, compiled = pattern_of(r"(?P<n>\d+)亿元", re.ASCII), re.compile(r"(?P<n>\d+)亿元", re.ASCII)
    text = "签约额500亿元，其中300亿元"
    assert [hit["n"] for hit in late.finditer(text)] == ["500", "300"] == late.findall(text)
    assert late.sub("", text) == compiled.sub("", text)
    assert (late.pattern, late.flags, late.groupindex) == (compiled.pattern, compiled.flags, compiled.groupindex)
    assert not late.search("５00亿美元")
    with pytest.raises(AttributeError, match="seek"):
        late.seek("")  # type: ignore[attr-defined]


def test_nothing_is_compiled_before_it_is_asked_for() -> None:
    broken = pattern_of("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("")


def test_every_pattern_can_be_compiled() -> None:
    """In a process of its own: what others set aside, the collector no longer tells of."""
    done = subprocess.run([sys.executable, "-c", EVERY], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    assert int(done.stdout) > 300
