"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.model import Period
from etl.rows import COLUMNS, iso_period
from tests.test_build import GOALS, REPORT, decide, put

ROOT = Path(__file__).resolve().parent.parent
Capture = pytest.CaptureFixture[str]

PROGRESS_KEYS = [
    *("goal_id", "org", "metric", "period", "comparator", "target", "unit", "target_text", "actual", "actual_as_of"),
    *("ratio", "elapsed", "lead", "gap", "needed", "forecast", "status", "basis", "rivals", "evidence"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a plan, another plan and a report."""
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    put(tmp_path, "plan-2.md", GOALS.replace("500", "300").replace("60", "30"), "2024-03-01")
    put(tmp_path, "report.md", REPORT, "2024-05-15")
    return tmp_path


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def complaint(capsys: Capture) -> str:
    """Return the one sentence on standard error."""
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "etl", "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("build", "extract", "explain", "progress", "check"))


def test_extract_prints_one_object_a_line(data: Path, capsys: Capture) -> None:
    assert run("extract", data / "documents" / "plan.md", "--format", "jsonl") == 0
    out = capsys.readouterr()
    rows = [json.loads(line) for line in out.out.splitlines()]
    assert [tuple(row)[: len(COLUMNS)] for row in rows] == [COLUMNS] * 2
    assert rows[1] | {"id": "", "sentence": "", "rules": [], "doubts": []} == {
        "doc": "plan.md",
        "kind": "target",
        "metric": "签约额",
        "value": 500,
        "value_max": None,
        "unit": "亿元",
        "comparator": ">=",
        "org": "临江区",
        "period": "2024",
        "as_of": None,
        "quote": "签约额达到500亿元以上",
        "id": "",
        "sentence": "",
        "rules": [],
        "doubts": [],
    }
    assert out.err == ""


def test_extract_reads_folders_and_prints_csv_and_tabs(data: Path, capsys: Capture) -> None:
    assert run("extract", data / "documents", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["doc"] for row in rows} == {"plan.md", "plan-2.md", "report.md"}
    assert run("extract", data / "documents") == 0
    assert capsys.readouterr().out.splitlines()[0].split("\t") == list(COLUMNS)


def test_extract_goes_on_after_a_bad_file(data: Path, capsys: Capture) -> None:
    put(data, "bad.txt", b"")
    assert run("extract", data / "documents", "--format", "jsonl") == 1
    out = capsys.readouterr()
    assert out.err == "bad.txt: the file is empty\n"
    assert len(out.out.splitlines()) == 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract", "no-such.txt"], "no-such.txt"),
        (["extract"], "PATH"),
        (["extract", "README.md", "--format", "xml"], "xml"),
        (["progress", "--as-of", "May"], "May"),
        (["build", "--data", "no-such-folder"], "no-such-folder"),
        (["build", "--fast"], "--fast"),
        (["explain", " "], "the sentence is empty"),
        (["fly"], "fly"),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: list[str], said: str, capsys: Capture) -> None:
    assert run(*arguments) == 2
    assert said in complaint(capsys)


def test_explain_says_what_was_passed_over(capsys: Capture) -> None:
    assert (
        run("explain", "30天内签约亿元以上项目6个，高于全市2个百分点。", "--date", "2024-02-18", "--org", "临江区") == 0
    )
    out = capsys.readouterr().out
    for words in ("passed over\t30天\tduration", "亿元以上\tpart-of-a-name", "background\t2个百分点\tcomparison"):
        assert words in out


def test_explain_prints_the_walk(capsys: Capture) -> None:
    sentence = "力争全年新签约项目60个以上，签约额达到500亿元以上"
    assert run("explain", sentence, "--date", "2024-02-18", "--org", "临江区") == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "what\ttext\trules"
    for words in (
        sentence,
        "cue:target\t力争",
        "500亿元以上",
        "新签约项目数",
        "签约额",
        "临江区",
        "2024-01-01",
        "2024-12-31",
    ):
        assert words in out


def test_build_prints_what_was_gained_and_lost(data: Path, capsys: Capture) -> None:
    assert run("build", "--data", data) == 0
    out = capsys.readouterr()
    assert out.err == ""
    lines = out.out.splitlines()
    assert (
        lines[0] == "3 documents read (0 without a statement), 0 refused; 6 statements, 2 goals, 2 links, 2 conflicts"
    )
    assert lines[-1].startswith("gained 6, lost 0; snapshot ")
    assert sum(line.startswith("+ ") for line in lines) == 6


def test_build_names_what_needs_a_person(data: Path, capsys: Capture) -> None:
    put(data, "bad.txt", b"")
    decide(data, "reject", "gone", "x")
    assert run("build", "--data", data) == 1
    refused, stale = capsys.readouterr().err.splitlines()
    assert refused == "bad.txt: the file is empty"
    assert "about gone is stale" in stale


def test_the_variable_names_the_folder(data: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUSHI_DATA", str(data))
    assert run("build") == 0
    assert run("check") == run("check", "--data", data)
    assert (data / "current").exists()


def test_progress_as_json(data: Path, capsys: Capture) -> None:
    run("build", "--data", data)
    capsys.readouterr()
    assert run("progress", "--data", data, "--as-of", "2024-05-31", "--format", "json") == 0
    rows = {row["metric"]: row for row in json.loads(capsys.readouterr().out)}
    row = rows["签约额"]
    assert [key for key in PROGRESS_KEYS if key not in row] == []
    assert (row["org"], row["period"], row["unit"], row["basis"]) == ("临江区", "2024", "元", "stated")
    assert (row["target"], row["actual"], row["gap"]) == (50_000_000_000, 10_796_000_000, 39_204_000_000)
    assert (row["comparator"], row["target_text"], row["actual_as_of"]) == (">=", "500亿元以上", "2024-05-15")
    assert [round(row[key], 3) for key in ("ratio", "elapsed", "lead")] == [0.216, 0.372, -0.156]
    assert row["status"] == "严重滞后"
    assert row["forecast"][0] < row["forecast"][1]
    (rival,) = row["rivals"]
    assert (rival["target"], rival["status"], round(rival["ratio"], 2)) == (30_000_000_000, "滞后", 0.36)
    assert row["evidence"]["target"] == {
        "doc": "plan.md",
        "quote": "签约额达到500亿元以上",
        "published_on": "2024-02-18",
    }
    assert row["evidence"]["actual"]["doc"] == "report.md"


def test_progress_of_an_earlier_day_knows_only_what_was_published(data: Path, capsys: Capture) -> None:
    run("build", "--data", data)
    capsys.readouterr()
    run("progress", "--data", data, "--as-of", "2024-02-20", "--format", "json")
    rows = json.loads(capsys.readouterr().out)
    assert {row["status"] for row in rows} == {"无数据"}
    assert {len(row["rivals"]) for row in rows} == {0}
    assert {row["evidence"]["actual"] for row in rows} == {None}


def test_progress_as_csv_and_table(data: Path, capsys: Capture) -> None:
    run("build", "--data", data)
    capsys.readouterr()
    assert run("progress", "--data", data, "--format", "csv", "--org", "临江区") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["target_doc"] for row in rows} == {"plan.md"}
    assert run("progress", "--data", data, "--as-of", "2024-05-31") == 0
    assert (
        "严重滞后\t临江区\t签约额\t2024\t500亿元以上\t107.96亿元\t2024-05-15\t21.6%\t37.2%\t-15.6"
        in capsys.readouterr().out
    )


def test_progress_of_a_stranger_is_wrong_usage(data: Path, capsys: Capture) -> None:
    run("build", "--data", data)
    capsys.readouterr()
    assert run("progress", "--data", data, "--org", "青石市") == 2
    assert "no goal is of an organisation named 青石市" in complaint(capsys)


def test_progress_without_a_snapshot_says_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    assert run("progress", "--data", tmp_path) == 1
    assert "python -m etl build" in complaint(capsys)


def test_a_damaged_snapshot_is_named(data: Path, capsys: Capture) -> None:
    run("build", "--data", data)
    next((data / "snapshots").glob("*.duckdb")).write_bytes(b"not a database")
    capsys.readouterr()
    assert run("progress", "--data", data) == 1
    assert "damaged" in complaint(capsys)


@pytest.mark.parametrize("command", ["build", "check"])
def test_an_empty_folder_needs_a_person(command: str, tmp_path: Path, capsys: Capture) -> None:
    assert run(command, "--data", tmp_path) == 1
    assert "documents" in complaint(capsys)


@pytest.mark.parametrize("command", ["build", "check", "progress"])
def test_a_broken_vocabulary_is_named(command: str, data: Path, capsys: Capture) -> None:
    (data / "vocabulary").mkdir()
    (data / "vocabulary" / "units.toml").write_text("[[unit]\n", "utf-8")
    status = run(command, "--data", data)
    assert status == 1
    assert ("units.toml" in capsys.readouterr().err) is (command != "progress")


def test_check_fails_on_a_stale_decision_and_a_refused_document(data: Path, capsys: Capture) -> None:
    put(data, "bad.txt", b"")
    decide(data, "reject", "gone", "x")
    assert run("check", "--data", data) == 1
    err = capsys.readouterr().err
    assert "bad.txt: the file is empty" in err
    assert "the decision to reject gone" in err


def test_check_notes_rivals_without_failing_on_them(data: Path, capsys: Capture) -> None:
    run("check", "--data", data)
    out = capsys.readouterr()
    assert "临江区 签约额 2024: 2 different targets, none is chosen as the official one" in out.out
    assert "different targets" not in out.err


@pytest.mark.parametrize(
    ("start", "stop", "text"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2016, 1, 1), date(2020, 12, 31), "2016/2020"),
        (date(2024, 1, 1), date(2024, 3, 31), "2024-Q1"),
        (date(2024, 7, 1), date(2024, 12, 31), "2024-H2"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2024, 1, 1), date(2024, 4, 30), "2024-01/2024-04"),
        (date(2023, 11, 1), date(2024, 3, 31), "2023-11/2024-03"),
        (date(2024, 1, 1), date(2024, 5, 15), "2024-01-01/2024-05-15"),
        (date(2024, 3, 6), date(2024, 3, 6), "2024-03-06"),
        (None, date(2024, 5, 31), "../2024-05-31"),
    ],
)
def test_periods_are_iso_8601(start: date | None, stop: date, text: str) -> None:
    assert iso_period(Period(start, stop, None, True)) == text
