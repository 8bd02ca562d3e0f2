"""Patterns that are compiled when they are first used: the rules know some five hundred, and one document needs half.

A character class of all Chinese signs (一-鿿) alone takes half a millisecond to compile, so that whatever is not met
does not pay for it. A pattern that is in use costs what a compiled one does.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


def pattern_of(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what does as the compiled pattern: its methods, and its `pattern` to be put into others.

    The `re` of a match is the compiled pattern, not what is returned here.
    """
    return cast("re.Pattern[str]", Late(source, flags))


class Late:
    """Stands for a pattern; what it is asked for becomes an attribute, so that it is asked for once."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self._flags = source, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself. Raises re.error."""
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self.compiled, name)
        setattr(self, name, value)
        return value
