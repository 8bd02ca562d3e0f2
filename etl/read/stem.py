"""What a file is called, without its suffix and without the hash that the inbox gives a name."""

from __future__ import annotations

from pathlib import PurePath

from etl.patterns import pattern_of

_HASH = pattern_of(r"-(?=[0-9]*[a-f])[0-9a-f]{8,64}$")


def said_stem(path: PurePath) -> str:
    """Return the name a person gave a file: 4月通报-1a2b3c4d.pdf -> 4月通报; 通报-20240501.pdf keeps its day."""
    return _HASH.sub("", path.stem) or path.stem
