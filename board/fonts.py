"""The Chinese font of the noto-cjk package: where it is, which characters it has, and a small copy for the web page."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from board.words import load_words

FAMILY = "Noto Sans CJK SC"
HINT = "pip install 'noto-cjk[sans]'"
WEB_NAME = "xushi-sans.woff"


class FontMissingError(Exception):
    """The font package is not installed."""


@lru_cache(maxsize=1)
def font_path() -> Path:
    """Return the file that holds the family; raises FontMissingError with a sentence."""
    try:
        import noto_cjk

        path = Path(noto_cjk.otc_path("sans"))
    except (ImportError, RuntimeError) as error:
        raise FontMissingError(f"The Chinese font is missing: {HINT}.") from error
    if not path.is_file():
        raise FontMissingError(f"The Chinese font is missing at {path}: {HINT}.")
    return path


@lru_cache(maxsize=1)
def font() -> Any:
    """Return the family's face as a fontTools font, read lazily."""
    from fontTools.ttLib import TTCollection

    for face in TTCollection(str(font_path()), lazy=True).fonts:
        if face["name"].getDebugName(1) == FAMILY:
            return face
    raise FontMissingError(f"{font_path().name} holds no face named {FAMILY}: {HINT}.")


@lru_cache(maxsize=1)
def characters() -> dict[int, str]:
    """Return {code point: glyph name} of the family."""
    return dict(font().getBestCmap())


@lru_cache(maxsize=1)
def register() -> None:
    """Make the family known to vl-convert, once a process."""
    import vl_convert

    vl_convert.register_font_directory(str(font_path().parent))


def common_characters() -> set[int]:
    """Return the characters a page is likely to need: ASCII, signs, GB 2312 and every word of the board."""
    codes = set(range(0x20, 0x7F)) | {ord(char) for char in "·—–−“”‘’…÷×²³¥≥≤→←↑↓✓°‰㎡▲▼◆○●±≈"}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            text = bytes((high, low)).decode("gb2312", errors="ignore")
            codes.update(map(ord, text))
    for section in load_words().values():
        for texts in section.values():
            codes.update(ord(char) for text in texts.values() for char in text)
    return codes


def web_font(folder: Path, text: str = "") -> Path:
    """Return a WOFF subset of the family in `folder`, made on first use, about 2 MB.

    It holds `common_characters` and those of `text`; it is made again only when `text` needs a character that it lacks.
    """
    target = folder / WEB_NAME
    wanted = (common_characters() | set(map(ord, text))) & characters().keys()
    if target.is_file() and wanted <= _covered(target):
        return target
    folder.mkdir(parents=True, exist_ok=True)
    _subset(wanted, target)
    return target


def cff_subset(codes: set[int]) -> bytes:
    """Return the glyphs of some characters as a bare CFF font, numbered as in the whole one: what a PDF embeds."""
    from fontTools import subset

    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, desubroutinize=True)
    options.font_number = _number()
    face = subset.load_font(str(font_path()), options)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=sorted(codes & characters().keys()))
    maker.subset(face)
    return bytes(face["CFF "].compile(face))


def _covered(path: Path) -> set[int]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True) as face:
            return set(face.getBestCmap())
    except (TTLibError, OSError, KeyError):
        return set()


def _subset(codes: set[int], target: Path) -> None:
    """Write the subset beside `target` and move it into place, so that no half-written file is ever served."""
    from fontTools import subset

    options = subset.Options(flavor="woff", layout_features=[], hinting=False, notdef_outline=True)
    options.font_number = _number()
    face = subset.load_font(str(font_path()), options)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=sorted(codes))
    maker.subset(face)
    handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".part")
    os.close(handle)
    try:
        subset.save_font(face, draft, options)
        Path(draft).replace(target)
    finally:
        Path(draft).unlink(missing_ok=True)


def _number() -> int:
    from fontTools.ttLib import TTCollection

    faces = TTCollection(str(font_path()), lazy=True).fonts
    return next(index for index, face in enumerate(faces) if face["name"].getDebugName(1) == FAMILY)
