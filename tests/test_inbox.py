"""The inbox: uploads of every kind taken in or refused in one sentence, and nothing ever lost or half-written."""

from __future__ import annotations

import io
import resource
import threading
import zipfile
from datetime import date
from pathlib import Path

import pytest

from etl import inbox
from etl.build import build
from etl.inbox import kinds, naming
from tests import unprivileged
from tests.bad_files import word, workbook
from tests.inbox_files import DULL, TEXT, WHO, files, refusal, refused, send
from tests.test_build import put


def test_an_upload_is_kept_under_a_name_of_its_own(tmp_path: Path) -> None:
    received = send(tmp_path, "4月 通报.MD", about={"org": "临江区", "published_on": "2024-02-18"})
    assert received.path == f"4月-通报-{received.sha256[:8]}.md"
    assert (received.title, received.known, received.notes) == ("临江区2024年招商引资工作安排", False, ())
    assert files(tmp_path)[f"documents/{received.path}"] == TEXT
    assert inbox.described(tmp_path, received.path) == {"org": "临江区", "published_on": "2024-02-18"}
    (entry,) = inbox.history(tmp_path)
    assert (entry.act, entry.path, entry.detail, entry.by) == ("receive", received.path, "4月 通报.MD", WHO)
    assert not build(tmp_path).needs_a_person


def test_the_name_is_the_title_where_the_text_has_none(tmp_path: Path) -> None:
    rows = "指标,单位,年度目标\n签约额,亿元,500\n"
    received = send(tmp_path, "2024年4月 月报.csv", rows.encode("gb18030"))
    assert inbox.described(tmp_path, received.path) == {"title": "2024年4月 月报"}
    (document,) = build(tmp_path).assembly.documents
    assert (document.title, document.published_on) == ("2024年4月 月报", date(2024, 4, 30))
    assert document.text.startswith("# 2024年4月-月报\n")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    first = send(tmp_path, "通报.txt", DULL)
    second = send(tmp_path, "通报.txt", DULL + DULL)
    again = send(tmp_path, "别名.txt", DULL)
    assert first.path != second.path
    assert (again.path, again.known) == (first.path, True)
    kept = [path for path in files(tmp_path) if path.endswith(".txt")]
    assert len(kept) == 2
    place = tmp_path / "documents" / naming.safe_name("通报.txt", "f" * 64, ".txt")
    place.write_text("someone else's", "utf-8")
    assert naming.safe_name("通报.txt", "f" * 64, ".txt", 16) != place.name


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("../../x.txt", "x"),
        ("..\\..\\windows\\x.txt", "x"),
        ("/etc/x.txt", "x"),
        ("长" * 300 + ".txt", "长" * 60),
        ("😀" * 300 + ".txt", "😀" * 45),
        ("CON.txt", "CON"),
        (".hidden.txt", "hidden"),
        ("~$lock.txt", "lock"),
        ("a\x00b\u202ec\n.txt", "abc"),
        ('<a>:"|?*.txt', "a"),
        ("报告.final.v2.txt", "报告.final.v2"),
        ("report.docx.txt", "report.docx"),
        ("....txt", "file"),
        ("  .txt", "file"),
    ],
)
def test_names_are_made_safe(tmp_path: Path, name: str, stem: str) -> None:
    received = send(tmp_path, name)
    path = tmp_path / "documents" / received.path
    assert received.path == f"{stem}-{received.sha256[:8]}.txt"
    assert path.is_file() and path.parent == tmp_path / "documents"
    assert len(f"{path.name}.toml".encode()) <= 255


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("../../x.png", b"\x89PNG\r\n\x1a\n\0\0", r"x.png: files ending in .png cannot be read"),
        ("报告.pdf.exe", b"%PDF-1.4", "报告.pdf.exe: files ending in .exe cannot be read"),
        ("a.txt.toml", b'title = "x"', "a.txt.toml: files ending in .toml cannot be read"),
        ("没有后缀", TEXT, "没有后缀: files ending in nothing cannot be read"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "old.doc: .doc files cannot be read; open it and save it as .docx"),
        ("a.txt", bytes(range(256)) * 9, "a.txt: the file is no text in UTF-8, UTF-16 or GB18030"),
        ("a.txt", b"", "a.txt: the file is empty"),
        ("a.txt", b" \n", "a.txt: the file holds no text"),
        ("a.docx", word()[:900], "a.docx: the file is damaged or cut short and cannot be unpacked"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n\0\0", "a.xlsx: the workbook is damaged and cannot be read"),
        ("长" * 300 + ".pdf", TEXT, "长" * 60 + "….pdf: the file is no PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    assert refused(tmp_path, name, content).startswith(said)


def test_a_refusal_says_what_the_build_would_say(tmp_path: Path) -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    said = refused(tmp_path, "通报.xlsx", locked)
    put(tmp_path, "通报.xlsx", locked)
    (refusal,) = build(tmp_path).assembly.refusals
    assert said == refusal.message == "通报.xlsx: the workbook is protected by a password"


@pytest.mark.parametrize(
    ("name", "content", "suffix"),
    [
        ("a.txt", word(), ".docx"),
        ("a.csv", workbook(), ".xlsx"),
        ("a.xls", workbook(), ".xlsx"),
        ("a.xlsm", workbook(), ".xlsm"),
        ("a.docx", workbook(), ".xlsx"),
        ("a.txt", "<!DOCTYPE html><html><body><p>全年签约额达到500亿元以上。</p></body></html>".encode(), ".html"),
    ],
)
def test_what_a_file_is_decides_and_not_its_name(tmp_path: Path, name: str, content: bytes, suffix: str) -> None:
    received = send(tmp_path, name, content)
    assert Path(received.path).suffix == suffix
    assert not build(tmp_path).assembly.refusals


def test_an_archive_that_is_no_document_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
        packed.writestr("word/document.xml", bytes(300 << 20))
    assert len(out.getvalue()) < 1 << 20
    assert "unpacks to more than" in refused(tmp_path, "bomb.docx", out.getvalue())
    assert kinds.suffix_for(".txt", b"PK\x03\x04 cut") == ".txt"


def test_what_is_too_large_is_never_held_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.inbox.receiving.LARGEST", 2 << 20)
    assert refused(tmp_path, "big.txt", b"x" * (2 << 20) + b"y") == (
        "big.txt: the file is larger than 2 MB; it was not stored"
    )


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    said = refused(tmp_path, "a.txt", TEXT, size=len(TEXT) + 5)
    assert said == f"a.txt: the upload broke off after {len(TEXT)} of {len(TEXT) + 5} bytes; send it again"


def test_two_uploads_of_the_same_at_once_are_one(tmp_path: Path) -> None:
    found: list[inbox.Received] = []
    threads = [threading.Thread(target=lambda n=n: found.append(send(tmp_path, f"{n}.txt", DULL))) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({received.path for received in found}) == 1
    assert sorted(received.known for received in found) == [False] + [True] * 5
    assert len([path for path in files(tmp_path) if path.endswith(".txt")]) == 1
    assert len(inbox.history(tmp_path)) == 1


def test_what_is_said_about_an_upload_is_checked(tmp_path: Path) -> None:
    assert "published_on must be a date" in refused(tmp_path, "a.txt", TEXT, about={"published_on": "昨天"})
    assert "title is longer than 300" in refused(tmp_path, "a.txt", TEXT, about={"title": "长" * 301})
    assert "it has to be said who" in refusal(lambda: inbox.receive(tmp_path, "a.txt", io.BytesIO(TEXT), by=" "))
    quoted = {"title": 'a"b\\c', "publisher": "第一行\n第二行"}
    received = send(tmp_path, "a.txt", about=quoted)
    assert inbox.described(tmp_path, received.path) == {"title": 'a"b\\c', "publisher": "第一行 第二行"}


STORE = """
import io, resource, sys
from pathlib import Path
from etl import inbox
from etl.model import DocumentError
{before}
try:
    inbox.receive(Path(sys.argv[1]), "a.txt", io.BytesIO(("签约额达到500亿元以上。" * 9000).encode()), by="王敏")
except DocumentError as error:
    print(error)
"""


def in_another_process(data: Path, before: str) -> str:
    done = unprivileged.run(STORE.format(before=before), data)
    assert done.stderr == ""
    return done.stdout.strip()


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    said = in_another_process(tmp_path, "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))")
    assert said == f"a.txt: it cannot be stored in {tmp_path / 'documents'} (File too large); nothing was kept"
    assert files(tmp_path) == {}
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_a_log_that_cannot_grow_undoes_the_upload(tmp_path: Path) -> None:
    send(tmp_path, "first.txt")
    log = tmp_path / inbox.LOG
    header, row, _ = log.read_bytes().split(b"\n")
    log.write_bytes(b"\n".join((header, *[row] * 6000, b"")))
    before = files(tmp_path)
    said = in_another_process(tmp_path, f"resource.setrlimit(resource.RLIMIT_FSIZE, ({log.stat().st_size},) * 2)")
    assert said == "documents.csv cannot be written: File too large"
    assert files(tmp_path) == before


def test_a_folder_without_permission_is_named() -> None:
    with unprivileged.open_folder() as folder:
        (folder / "documents").mkdir()
        (folder / "documents").chmod(0o555)
        said = in_another_process(folder, unprivileged.LET_GO)
        assert said == f"a.txt: it cannot be stored in {folder / 'documents'} (Permission denied); nothing was kept"
        assert files(folder) == {}
