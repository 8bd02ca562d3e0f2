"""LibreOffice without a window, to see whether a file opens and what it looks like: PPTX and XLSX to PDF.

It is given the fonts that the board draws with, and a profile of its own, so that nothing of the machine shows through.

    python -m tools.office FILE... [--out FOLDER]    each file as PDF, and where pdftoppm is there each page as PNG
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from board import fonts

NAMES = ("soffice", "libreoffice")
PATIENCE = 180
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir><cachedir>{cache}</cachedir>
</fontconfig>"""


def executable() -> str | None:
    """Return the machine's LibreOffice, None where it has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def to_pdf(files: Sequence[Path], out: Path) -> list[Path]:
    """Convert Office files to PDF into `out`; raises RuntimeError with what LibreOffice said where one is not made."""
    program = executable()
    if program is None:
        raise RuntimeError("there is no LibreOffice on this machine")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        settings = home / "fonts.conf"
        settings.write_text(_FONTS.format(folder=fonts.font_path().parent, cache=home / "cache"), "utf-8")
        command = [program, f"-env:UserInstallation=file://{home / 'profile'}", "--headless", "--convert-to", "pdf"]
        done = subprocess.run(
            [*command, "--outdir", str(out), *map(str, files)],
            env={**os.environ, "FONTCONFIG_FILE": str(settings), "HOME": scratch},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    made = [out / f"{file.stem}.pdf" for file in files]
    missing = [path.name for path in made if not path.is_file()]
    if missing:
        raise RuntimeError(f"LibreOffice did not make {', '.join(missing)}: {done.stdout} {done.stderr}")
    return made


def pictures(pdf: Path, width: int = 1280) -> list[Path]:
    """Return each page of a PDF as PNG beside it, `width` pixels wide; none where pdftoppm is missing."""
    if shutil.which("pdftoppm") is None:
        return []
    stem = pdf.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-png", "-scale-to-x", str(width), "-scale-to-y", "-1", str(pdf), str(stem)], check=True
    )
    return sorted(pdf.parent.glob(f"{stem.name}-*.png"))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("pictures"))
    arguments = parser.parse_args()
    for pdf in to_pdf(arguments.files, arguments.out):
        print(pdf, *pictures(pdf), sep="\n")


if __name__ == "__main__":
    main()
