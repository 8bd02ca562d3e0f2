"""Every word a person reads, looked up by section and key: `say("status.late", "zh")` -> 滞后."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
FILE = Path(__file__).with_name("words.toml")


@lru_cache(maxsize=1)
def load_words() -> dict[str, dict[str, dict[str, str]]]:
    """Return {section: {key: {lang: text}}} of words.toml."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def say(key: str, lang: Lang = "zh", **values: object) -> str:
    """Return the text of `section.key` in `lang`, its {names} filled in from `values`.

    Raises KeyError with a sentence where the key or the language is not in words.toml.
    """
    section, _, name = key.partition(".")
    try:
        text = load_words()[section][name][lang]
    except KeyError:
        raise KeyError(f"words.toml has no text for {key} in {lang}") from None
    return text.format(**values) if values else text


def has(key: str) -> bool:
    """Tell whether words.toml names `section.key`."""
    section, _, name = key.partition(".")
    return name in load_words().get(section, {})
