"""What is not allowed, as one sentence in the reader's language."""

from __future__ import annotations

from board.words import Lang, say


class AccessError(Exception):
    """An act that is refused; `sentence` says why. `key` names the reason in words.toml."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(self.sentence())

    def sentence(self, lang: Lang = "zh") -> str:
        """Say in one sentence what is refused, and what would allow it."""
        return say(f"access.{self.key}", lang, **self.values)
