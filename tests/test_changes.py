"""What the last build kept saves work and changes nothing, whatever changes in the folder and whatever is damaged."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import archive
from bench.changes import HERE, from_nothing, walk
from etl.build import BuildReport, build
from etl.stage import changes, kept, lots, teams
from etl.stage.database import Stage
from etl.telling import told
from tools.same_board import differences
from warehouse.snapshot import current, find

DOCUMENTS = 12


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder that was built once, and a document that says more since."""
    data = tmp_path / "office"
    archive.write(data / "documents", DOCUMENTS)
    build(data, options=HERE)
    say_more(data)
    return data


def say_more(data: Path, what: str = "截至年底，全区签约额达到123.4亿元。") -> None:
    path = data / "documents" / "000" / "000009.txt"
    path.write_text(f"{path.read_text('utf-8')}\n{what}\n", "utf-8")


def kept_file(data: Path) -> Path:
    (path,) = (data / "cache").glob(f"{kept.PREFIX}*")
    return path


def built(data: Path) -> BuildReport:
    """Build; the board is the one of a build from nothing."""
    report = build(data, options=HERE)
    assert differences(report.snapshot.path, from_nothing(data, data.parent / "anew").snapshot.path) == []
    return report


def test_whatever_changes_the_board_is_that_of_a_build_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST_CHANGED", changes.MOST_CHANGED)  # `walk` sets it
    steps = list(walk(tmp_path, 10, 3))
    assert [(happened, found) for happened, found, _ in steps if found] == []
    assert sum(went_on for _, _, went_on in steps) >= 7


def test_only_what_a_change_touches_is_worked_out_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[str] = []
    work_out = teams.work_out

    def noting(team: str, *rest: object) -> object:
        worked_out.append(team.partition("\x1f")[0])
        return work_out(team, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(teams, "work_out", noting)
    report = build(data, options=HERE)
    assert report.assembly.base is not None
    assert {archive.county_name(0)} == set(worked_out), "a document of one county, whose other years are its team"
    assert len(worked_out) < report.assembly.stage.one("SELECT count(*) FROM work.outcomes") / 2
    assert [sentence for sentence in report.gained.values() if "123.4" in sentence]


def test_teams_put_together_in_lots_are_those_put_together_at_once(
    data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at_once = from_nothing(data, tmp_path / "at once")
    asked: list[str] = []
    stream = Stage.stream
    monkeypatch.setattr(Stage, "stream", lambda stage, query: (asked.append(query), stream(stage, query))[1])
    monkeypatch.setattr(lots, "LOT", 3)
    in_lots = from_nothing(data, tmp_path / "in lots")
    assert differences(at_once.snapshot.path, in_lots.snapshot.path) == []
    assert len([query for query in asked if "/lots/lot=" in query]) > 5
    assert not [path for path in (in_lots.assembly.stage.folder).rglob("*") if "lot" in path.name]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda whole: whole[: len(whole) // 2],
    "empty": lambda whole: b"",
    "one byte": lambda whole: whole[:-999] + bytes([whole[-999] ^ 1]) + whole[-998:],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_memory_is_as_good_as_none(damage: str, data: Path) -> None:
    path = kept_file(data)
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    assert built(data).assembly.base is None
    say_more(data, "全年新签约项目达到80个以上。")
    assert built(data).assembly.base is not None


def test_a_memory_that_only_looks_whole_is_given_up(data: Path) -> None:
    path = kept_file(data)
    content = bytearray(path.read_bytes())
    content[20_000:400_000] = bytes(380_000)
    broken = data / "broken.duckdb"
    broken.write_bytes(content)
    kept.keep(data / "cache", kept_fingerprint(path), broken)
    broken.unlink()
    report = built(data)
    assert report.assembly.base is None
    assert report.given_up and next(told(report)).startswith("built from nothing, since what the last build kept")


def kept_fingerprint(path: Path) -> str:
    return path.name.removeprefix(kept.PREFIX).partition("-")[0]


def test_a_memory_of_another_state_of_the_code_is_not_looked_at(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = kept_file(data)
    monkeypatch.setattr("etl.build.code_fingerprint", lambda: "another")
    assert built(data).assembly.base is None
    assert kept_fingerprint(kept_file(data)) != kept_fingerprint(old)


def test_a_snapshot_that_is_not_the_one_remembered_is_no_base(data: Path) -> None:
    first = current(data)
    build(data, options=HERE)
    assert first is not None
    (data / "current").write_text(f"{first.name}\n", "utf-8")
    say_more(data, "全年新签约项目达到80个以上。")
    report = built(data)
    assert report.assembly.base is None
    assert len(report.gained) > 1, "against the snapshot that was shown"


def test_a_damaged_snapshot_is_not_gone_on_from(data: Path) -> None:
    path = current(data)
    assert path is not None
    content = bytearray(path.read_bytes())
    content[300_000 : len(content) - 300_000] = bytes(len(content) - 600_000)
    path.write_bytes(content)
    built(data)
    assert find(data).warning == ""


def test_a_part_that_went_is_read_again(data: Path) -> None:
    for folder in (data / "cache").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    built(data)


def test_a_file_put_back_with_its_old_time_is_seen(data: Path) -> None:
    import os

    path = data / "documents" / "000" / "000001.txt"
    build(data, options=HERE)
    status, text = path.stat(), path.read_text("utf-8")
    other = text.replace("力争", "确保") if "力争" in text else text[::-1]
    assert len(other.encode()) == status.st_size
    path.write_text(other, "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    built(data)
