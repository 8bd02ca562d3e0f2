"""The Chinese font of the noto-cjk package: where it is, which characters it has, and what of it a PDF embeds."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

FAMILY = "Noto Sans CJK SC"
HINT = "pip install 'noto-cjk[sans]'"


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


def _number() -> int:
    from fontTools.ttLib import TTCollection

    faces = TTCollection(str(font_path()), lazy=True).fonts
    return next(index for index, face in enumerate(faces) if face["name"].getDebugName(1) == FAMILY)
