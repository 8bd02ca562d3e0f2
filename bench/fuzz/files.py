"""Real files of each format, and what becomes of them when their bytes, or the parts inside them, are changed."""

from __future__ import annotations

import email.message
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests import bad_files

PROSE = (
    "临江区2024年工作要点\n2024年2月18日\n力争全年新签约项目60个以上，签约额达到500亿元以上，其中主导产业占60%。\n"
    "截至4月底，全区新签约项目13个、签约总额107.96亿元，占年度目标的21.6%，增长6%—6.5%。\n"
)
TABLE = "指标,单位,年度目标,1—4月完成,完成率\n签约额,亿元,500,107.96,21.6%\n新签约项目,个,60,13,21.7%\n"
HEAD = "<html><head><meta charset=utf-8><title>要点</title></head>"
PAGE = f"{HEAD}<body><nav><a href=/>首页</a></nav><p>{PROSE}</p></body>"
INTERESTING = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b">", b"&#x110000;", b"<!DOCTYPE", b"<table>", b"]]>", b'"', b","),
    *(b"%PDF", b"PK\x03\x04", b"\xff" * 8, b"1" * 40, b"9" * 400, "亿".encode(), "以上".encode(), "—".encode()),
    *("年".encode() * 9, b"\n" * 50, b"=", b"stream", b"endobj", b"/Kids[1 0 R]", b"-1", b"1e999", b"NaN"),
)


def real_files(documents: Path) -> dict[str, bytes]:
    """Return a small file of every format that is read, by suffix and a number."""
    table = [line.split(",") for line in TABLE.splitlines()]
    mail = email.message.EmailMessage()
    mail.set_content(PAGE, subtype="html")
    made = {
        ".txt": PROSE.encode(),
        ".gbk.txt": PROSE.encode("gb18030"),
        ".utf16.txt": PROSE.encode("utf-16"),
        ".md": f"# 要点\n\n{PROSE}\n| 指标 | 目标 |\n|---|---|\n| 签约额 | 500亿元 |\n".encode(),
        ".html": PAGE.encode(),
        ".mht": mail.as_bytes(),
        ".csv": TABLE.encode(),
        ".tsv": TABLE.replace(",", "\t").encode("gb18030"),
        ".xlsx": bad_files.workbook(*table),
        ".xls": bad_files.old_workbook(),
        ".docx": bad_files.word(),
        ".pdf": bad_files.pdf(),
    }
    shipped = {f".{number}{path.suffix}": path.read_bytes() for number, path in enumerate(_shipped(documents))}
    return made | shipped


def _shipped(documents: Path) -> list[Path]:
    return sorted(path for path in documents.iterdir() if path.is_file() and path.suffix != ".toml")


def change(content: bytes, chance: random.Random) -> bytes:
    """Return a file with something wrong with it: its bytes, or those of a part of it where it is an archive."""
    if content.startswith(b"PK") and chance.random() < 0.7:
        return _change_a_part(content, chance)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        content = chance.choice(CHANGES)(content, chance)
    return content


def _change_a_part(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        parts = given.namelist()
        chosen, lost = chance.choice(parts), chance.choice(parts) if chance.random() < 0.1 else ""
        for part in parts:
            inside = given.read(part)
            if part == chosen:
                for _ in range(chance.choice((1, 2, 6))):
                    inside = chance.choice(CHANGES)(inside, chance)
            if part != lost:
                made.writestr(part, inside)
    return out.getvalue()


def _flip(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _lose(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + content[place + chance.randrange(200) :]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    piece = content[place : place + chance.randrange(1, 300)]
    return (content[:place] + piece * chance.choice((2, 3, 50)) + content[place:])[: 1 << 20]


def _insert(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.choice(INTERESTING) + content[place:]


def _swap(content: bytes, chance: random.Random) -> bytes:
    first, second = sorted((chance.randrange(len(content) + 1), chance.randrange(len(content) + 1)))
    return content[second:] + content[first:second] + content[:first]


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _cut,
    _lose,
    _repeat,
    _insert,
    _swap,
    _flip,
    _insert,
)
