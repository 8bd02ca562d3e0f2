"""The packet from the command line, and LibreOffice opening what it wrote: files for a meeting, made by a scheduler."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from board.__main__ import main
from tools import office

MISSING = "" if office.executable() else "no LibreOffice on this machine"
FILES = ("会议包-2024-05-31.pptx", "会议包-2024-05-31.xlsx", "会议包-2024-05-31.pdf", "会议包-图片-2024-05-31.zip")


def run(data: Path, out: Path, *more: str) -> int:
    asked = ["--data", str(data), "--out", str(out), "--as-of", "2024-05-31", "--org", "二七区", "--goals", "2"]
    return main(["export", *asked, *more])


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_a_scheduler_gets_the_same_files_again(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("one", "two"):
        assert run(sample, tmp_path / folder, "--format", "pptx,xlsx,book,zip", "--scale", "1") == 0
    said = capsys.readouterr()
    assert said.err == "" and all(name in said.out for name in FILES)
    assert set(digests(tmp_path / "one")) == set(FILES)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_a_picture_at_the_size_that_is_asked_for(sample: Path, tmp_path: Path) -> None:
    for scale in (1, 4):
        assert run(sample, tmp_path / str(scale), "--format", "png", "--scale", str(scale), "--goals", "0") == 0
        with Image.open(tmp_path / str(scale) / "02-差距-领先与落后.png") as picture:
            assert picture.width == 1360 * scale


def test_an_unknown_scale_is_wrong_usage(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sample, tmp_path / "out", "--scale", "3") == 2
    assert "scale 3" in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_libreoffice_opens_slides_and_workbook(sample: Path, tmp_path: Path) -> None:
    if MISSING:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    assert run(sample, tmp_path, "--format", "pptx,xlsx") == 0
    slides, sheets = tmp_path / FILES[0], tmp_path / FILES[1]
    pages = {}
    for file in (slides, sheets):
        (made,) = office.to_pdf([file], tmp_path / file.suffix[1:])
        pages[file] = [page.extract_text() for page in PdfReader(made).pages]
    deck = Presentation(str(slides))
    assert len(pages[slides]) == len(deck.slides), "a page a slide"
    for slide, text in zip(deck.slides, pages[slides], strict=True):
        title = slide.shapes.title.text_frame.text.replace("\v", "")
        assert "".join(title.split()) in "".join(text.split()), "no title is cut"
    said = "".join("".join(pages[sheets]).split())
    assert "21.6%" in said and "392.04亿元" in said and "-15.6个百分点" in said
    assert "#REF" not in said and "#NAME" not in said and "#VALUE" not in said and "Err:" not in said
