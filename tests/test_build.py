"""The whole pipeline over real files: what is read, remembered, refused, decided, gained and lost."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from etl import memo, reading
from etl.build import assemble, build
from etl.extract import extract_statements
from etl.model import Decision, DecisionError, Document, DocumentError, Statement, VocabularyError
from etl.reviews import append_decision, describe
from etl.stage import GROWING
from etl.tables import flatten
from etl.vocabulary import load_rules, load_vocabulary, vocabulary_folder
from warehouse import questions
from warehouse.snapshot import SnapshotError, current, open_current

GOALS = (
    "# 临江区2024年招商引资工作安排\n\n## 二、2024年目标任务\n\n力争全年新签约项目60个以上，签约额达到500亿元以上。\n"
)
REPORT = "# 临江区招商引资进展\n\n今年以来，全区新签约项目13个，签约额107.96亿元。\n"
SIDECAR = 'org = "临江区"\npublished_on = {day}\n'
AT = "2024-05-20T09:30:00"

Folder = Callable[..., Path]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a plan and a report."""
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    put(tmp_path, "2024/report.md", REPORT, "2024-05-15")
    return tmp_path


def put(data: Path, name: str, content: str | bytes, day: str = "") -> Path:
    path = data / "documents" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    if day:
        path.with_name(f"{path.name}.toml").write_text(SIDECAR.format(day=day), "utf-8")
    return path


def progress(data: Path) -> pd.DataFrame:
    with open_current(data) as con:
        return questions.progress(con, date(2024, 5, 31)).set_index("metric")


def test_documents_become_a_board(data: Path) -> None:
    report = build(data)
    assert not report.needs_a_person
    assert [document.path for document in report.assembly.documents] == ["2024/report.md", "plan.md"]
    assert (len(report.gained), report.lost) == (4, {})
    row = progress(data).loc["签约额"].to_dict()
    assert (row["target"], row["actual"], row["status"]) == (50e9, 10.796e9, "severe")
    assert round(row["ratio"], 3) == 0.216
    assert str(row["actual_as_of"]).startswith("2024-05-15")


def test_a_second_build_reads_nothing_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(data)
    monkeypatch.setattr(reading, "read_document", None)
    second = build(data)
    assert (second.gained, second.lost) == ({}, {})
    assert second.assembly.resolution == first.assembly.resolution
    assert second.snapshot.id[-6:] == first.snapshot.id[-6:]


def test_what_is_remembered_is_what_was_read(data: Path) -> None:
    first, second = assemble(data), assemble(data)
    assert first.documents == second.documents
    assert first.resolution == second.resolution


@pytest.mark.parametrize(
    "damage", [lambda whole: whole[: len(whole) // 2], lambda whole: b"", lambda whole: whole[::-1]]
)
def test_a_damaged_memory_is_read_again(data: Path, damage: Callable[[bytes], bytes]) -> None:
    first = build(data)
    remembered = [path for path in (data / "cache").rglob("*") if path.is_file() and "build-" not in str(path)]
    assert len(remembered) == 3, "a part, what the build kept, and which files were seen"
    for path in remembered:
        path.write_bytes(damage(path.read_bytes()))
    assert build(data).snapshot.id[-6:] == first.snapshot.id[-6:]


def test_another_state_of_the_words_forgets(data: Path) -> None:
    build(data)
    old = {path.name for path in parts(data)}
    shutil.copytree(vocabulary_folder(), data / "vocabulary")
    with (data / "vocabulary" / "metrics.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[metric]]\nid = "street_trees"\nname = "新增行道树"\nunit = "棵"\ntheme = "城市建设"\n')
    build(data)
    new = {path.name for path in parts(data)}
    assert len(new) == 1
    assert not new & old


def parts(data: Path) -> list[Path]:
    """Return the folders of parts."""
    return [path for path in (data / "cache").iterdir() if path.is_dir() and not path.name.startswith("build-")]


def test_deleting_all_that_was_built_changes_nothing(data: Path) -> None:
    first = build(data)
    for name in ("snapshots", "cache"):
        shutil.rmtree(data / name)
    (data / "current").unlink()
    assert build(data).snapshot.id[-6:] == first.snapshot.id[-6:]


def test_a_change_shows_what_was_gained_and_lost(data: Path) -> None:
    build(data)
    put(data, "2024/report.md", REPORT.replace("107.96", "130"), "2024-05-15")
    report = build(data)
    assert any("130亿元" in sentence for sentence in report.gained.values())
    assert any("107.96亿元" in sentence for sentence in report.lost.values())


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(data: Path) -> None:
    put(data, "a-empty.txt", b"")
    put(data, "b-binary.txt", bytes(range(256)) * 9)
    put(data, "c-broken.txt", GOALS.encode()[:50] + b"\xff\xfe\xff" + GOALS.encode()[50:])
    put(data, "d-picture.png", b"\x89PNG")
    put(data, "e.txt", "好。").with_name("e.txt.toml").write_text("title =", "utf-8")
    put(data, "f-twin.md", GOALS)
    put(data, "g.txt.toml", 'title = "x"')
    put(data, "h-nothing.txt", "会议召开，气氛热烈。")
    put(data, ".hidden.txt", GOALS)
    report = build(data)
    assert report.needs_a_person
    with open_current(data) as con:
        found = questions.documents(con).set_index("path")
    assert found["state"].to_dict() == {
        "a-empty.txt": "refused",
        "b-binary.txt": "refused",
        "c-broken.txt": "refused",
        "d-picture.png": "refused",
        "e.txt": "refused",
        "plan.md": "read",
        "f-twin.md": "copy",
        "g.txt.toml": "refused",
        "h-nothing.txt": "nothing",
        "2024/report.md": "read",
    }
    refused = found[found["state"] == "refused"]["message"]
    assert refused["a-empty.txt"] == "a-empty.txt: the file is empty"
    assert refused["e.txt"].startswith("e.txt.toml: not valid TOML")
    assert found["message"]["f-twin.md"] == "f-twin.md: the same file as plan.md, read once"
    assert refused["g.txt.toml"] == "g.txt.toml: there is no file g.txt beside it that it could be about"
    assert all("\n" not in message for message in refused)


def test_a_fault_of_the_rules_is_one_refused_document(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract = extract_statements

    def failing(document: Document, *rest: Any) -> list[Statement]:
        if document.path == "plan.md":
            raise IndexError("list index out of range")
        return extract(document, *rest)

    monkeypatch.setattr(reading, "extract_statements", failing)
    (refusal,) = build(data).assembly.refusals
    assert refusal.message == "plan.md: the rules fail on it (IndexError: list index out of range)"


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"there is no folder .*documents"):
        build(tmp_path)
    (tmp_path / "documents").mkdir()
    with pytest.raises(DocumentError, match=r"the folder .*documents holds no document"):
        build(tmp_path)
    assert current(tmp_path) is None


def decide(data: Path, verb: str, about: str, expected: str, **rest: str) -> None:
    row = Decision(about, verb, rest.get("field", ""), expected, rest.get("value", ""), "核对过", "李", AT)  # type: ignore[arg-type]
    append_decision(data / "reviews.csv", row)


def test_decisions_are_applied(data: Path) -> None:
    found = {s.metric.name: s for s in assemble(data).resolution.statements if s.kind == "target"}
    decide(data, "reject", found["新签约项目数"].id, describe(found["新签约项目数"]))
    decide(data, "correct", found["签约额"].id, "500亿元以上", field="quantity", value="400亿元以上")
    report = build(data)
    assert not report.needs_a_person
    board = progress(data)
    assert list(board.index) == ["签约额"]
    assert board.loc["签约额"]["target"] == 40e9


def test_an_addition_opens_its_sentence(data: Path) -> None:
    document = next(document for document in assemble(data).documents if document.path == "plan.md")
    value = '{"kind": "target", "metric": "外出招商次数", "quantity": "12次", "period": "2024"}'
    decide(data, "add", document.id, "签约额达到500亿元以上", value=value)
    assert progress_after(data).loc["外出招商次数"]["target"] == 12


def progress_after(data: Path) -> pd.DataFrame:
    build(data)
    return progress(data)


def test_a_stale_decision_needs_a_person(data: Path) -> None:
    decide(data, "reject", "0123456789abcdef", "something else")
    report = build(data)
    assert report.needs_a_person
    with open_current(data) as con:
        assert con.execute("SELECT about, state FROM decisions").fetchall() == [("0123456789abcdef", "stale")]


def test_a_build_that_dies_leaves_the_board_as_it_was(data: Path) -> None:
    build(data)
    before = current(data)
    (data / "reviews.csv").write_text("nonsense\n", "utf-8")
    with pytest.raises(DecisionError, match=r"reviews\.csv: the first line"):
        build(data)
    assert current(data) == before


def test_a_damaged_snapshot_is_replaced(data: Path) -> None:
    build(data)
    path = current(data)
    assert path is not None
    path.write_bytes(b"not a database")
    assert len(build(data).gained) == 4
    assert len(progress(data)) == 2


def test_a_locked_database_is_named(data: Path) -> None:
    build(data)
    with (data / "snapshots" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(SnapshotError, match="another build is publishing"):
            build(data)


def test_statements_do_not_hold_the_texts(data: Path) -> None:
    assert {s.sentence.article.text for s in assemble(data).resolution.statements} == {""}


@pytest.mark.parametrize("shares", ["[0.5, 1.0]", "[1.0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5]"])
def test_a_pace_curve_that_is_none_is_named(data: Path, shares: str) -> None:
    rules = (memo.CODE.parent / "data" / "rules.toml").read_text("utf-8")
    (data / "rules.toml").write_text(f'{rules}\n[pace."签约额"]\nshares = {shares}\n', "utf-8")
    with pytest.raises(VocabularyError, match=r"rules\.toml, \[pace\.签约额\]: shares must be twelve rising numbers"):
        assemble(data)


def test_progress_is_reported_file_by_file(data: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    assemble(data, lambda done, total, name: seen.append((done, total, name)))
    assert seen == [(1, 2, "2024/report.md"), (2, 2, "plan.md")]


def test_the_tables_of_a_build_are_those_of_its_objects(data: Path) -> None:
    put(data, "rival.md", GOALS.replace("500亿元以上", "600亿元以上，其中主导产业项目签约额700亿元以上"), "2024-02-20")
    put(data, "rate.md", REPORT.replace("107.96亿元", "107.96亿元，占年度目标的21.6%"), "2024-05-16")
    assembly = assemble(data)
    wanted = flatten(assembly.documents, assembly.resolution, load_vocabulary(data), load_rules(data))
    assert {"statements", "goals", "targets", "links", "metrics", "documents"} <= set(wanted)
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{assembly.stage.hand_over()}' AS built (READ_ONLY)")
        for table, frame in wanted.items():
            if table in GROWING:
                assert rows_of(con.sql(f"FROM built.{table}").df()) == rows_of(frame), table


def rows_of(frame: pd.DataFrame) -> list[str]:
    """Return the rows of a frame as text, whatever their order: 5E+10 and 50000000000 are one number."""
    names = sorted(frame.columns)
    return sorted(" | ".join(plain(value) for value in row) for row in frame[names].itertuples(index=False))


def plain(value: object) -> str:
    try:
        return "" if pd.isna(value) else format(Decimal(str(value)).normalize(), "f")  # type: ignore[call-overload]
    except ArithmeticError:
        return str(value).removesuffix(" 00:00:00")
