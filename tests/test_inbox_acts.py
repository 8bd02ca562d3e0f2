"""Documents withdrawn, superseded, brought back and described: every act by a person, none of them lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import inbox
from etl.build import build
from etl.model import DocumentError
from tests.inbox_files import DULL, TEXT, WHO, files, refusal, send
from tests.test_build import put
from warehouse import questions
from warehouse.snapshot import open_current


def test_a_document_is_withdrawn_and_brought_back(tmp_path: Path) -> None:
    received = send(tmp_path, "计划.md", about={"org": "临江区"})
    put(tmp_path, "2024/report.md", DULL)
    before = files(tmp_path)
    entry = inbox.withdraw(tmp_path, received.path, by=WHO, reason="发错了")
    assert not (tmp_path / "documents" / received.path).exists()
    assert files(tmp_path)[f"{inbox.WITHDRAWN}/{entry.detail}"] == TEXT
    assert files(tmp_path)[f"{inbox.WITHDRAWN}/{entry.detail}.toml"]
    assert [e.path for e in inbox.withdrawn(tmp_path)] == [received.path]
    inbox.restore(tmp_path, entry, by=WHO, reason="其实没错")
    assert {k: v for k, v in files(tmp_path).items() if k != inbox.LOG} == {
        k: v for k, v in before.items() if k != inbox.LOG
    }
    assert [e.act for e in inbox.history(tmp_path)] == ["receive", "withdraw", "restore"]
    assert inbox.withdrawn(tmp_path) == []
    twice = [inbox.withdraw(tmp_path, "2024/report.md", by=WHO, reason="旧") for _ in range(2) if put_again(tmp_path)]
    assert len({e.detail for e in twice}) == 2


def test_a_superseded_document_names_its_successor(tmp_path: Path) -> None:
    old, new = send(tmp_path, "计划.txt", DULL), send(tmp_path, "计划（修订）.txt", DULL.replace(b"500", b"300"))
    build(tmp_path)
    entry = inbox.supersede(tmp_path, old.path, new.path, by=WHO, reason="有修订稿")
    assert entry.replaced_by == new.path
    report = build(tmp_path)
    assert (len(report.gained), len(report.lost)) == (0, 1)
    with open_current(tmp_path) as con:
        assert list(questions.documents(con)["path"]) == [new.path]
    for wrong in (new.path, "gone.txt"):
        with pytest.raises(DocumentError):
            inbox.supersede(tmp_path, new.path, wrong, by=WHO, reason="x")


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/hostname", "", ".", "gone.txt", ".incoming/lock", "link.txt"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    put(tmp_path, "a.txt", DULL)
    (tmp_path / "outside.txt").write_text("kept", "utf-8")
    (tmp_path / "documents" / "link.txt").symlink_to(tmp_path / "outside.txt")
    with pytest.raises(DocumentError, match="there is no such document"):
        inbox.withdraw(tmp_path, path, by=WHO, reason="x")
    assert (tmp_path / "outside.txt").read_text("utf-8") == "kept"


def test_every_act_needs_a_person_and_taking_away_a_reason(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", DULL)
    assert "who" in refusal(lambda: inbox.withdraw(tmp_path, "a.txt", by="", reason="x"))
    assert "why" in refusal(lambda: inbox.withdraw(tmp_path, "a.txt", by=WHO, reason=" "))
    assert "who" in refusal(lambda: inbox.describe(tmp_path, "a.txt", {}, by=""))
    assert inbox.history(tmp_path) == []


def test_what_is_said_about_a_document_can_be_changed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", DULL, "2024-02-18")
    before = path.with_name("a.txt.toml").read_text("utf-8")
    assert inbox.described(tmp_path, "a.txt") == {"org": "临江区", "published_on": "2024-02-18"}
    inbox.describe(tmp_path, "a.txt", {"org": "云谷区", "published_on": "2024-03"}, by=WHO)
    assert inbox.described(tmp_path, "a.txt") == {"org": "云谷区", "published_on": "2024-03"}
    inbox.describe(tmp_path, "a.txt", {"org": "云谷区", "published_on": "2024-03"}, by=WHO)
    (entry,) = inbox.history(tmp_path)
    assert entry.detail == before
    with pytest.raises(DocumentError, match=r"a\.txt\.toml: published_on must be a date"):
        inbox.describe(tmp_path, "a.txt", {"published_on": "2024-99"}, by=WHO)
    inbox.describe(tmp_path, "a.txt", {"org": " "}, by=WHO)
    assert not path.with_name("a.txt.toml").exists()


def test_a_torn_line_of_the_log_is_no_act(tmp_path: Path) -> None:
    send(tmp_path, "a.txt")
    log = tmp_path / inbox.LOG
    whole = log.read_bytes()
    log.write_bytes(whole + whole[:40])
    assert len(inbox.history(tmp_path)) == 1
    send(tmp_path, "b.txt", DULL)
    assert len(inbox.history(tmp_path)) == 2
    log.write_bytes(whole.replace(b",receive,", b",nonsense,"))
    with pytest.raises(DocumentError, match=r"documents\.csv, line 2: not an act"):
        inbox.history(tmp_path)


def put_again(data: Path) -> bool:
    return bool(put(data, "2024/report.md", DULL))
