"""The command that takes the board away: what it writes, and what it says where it cannot."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from board import album, charts, export, outlines
from board.__main__ import main
from board.charts.theme import Look
from warehouse.snapshot import open_current


def run(*arguments: str) -> int:
    return main(["export", *arguments])


def test_the_command_writes_the_board(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "会议 一"
    status = run(
        "--data", str(sample), "--out", str(out), "--as-of", "2024-05-31", "--goals", "2", "--format", "svg,csv"
    )
    assert status == 0
    names = sorted(path.name for path in out.iterdir())
    said = capsys.readouterr()
    assert said.err == ""
    assert {"01-总览.svg", "07-时间线.svg", "目标.csv", "通报.csv"} <= set(names)
    assert sum("-目标-" in name for name in names) == 2
    assert all(str(out / name) in said.out for name in names)
    table = pd.read_csv(out / "目标.csv")
    signed = table[(table["metric"] == "签约额") & (table["organisation"] == "二七区")].iloc[0]
    assert "亿元" in signed["target_quote"] and "亿元" in signed["actual_quote"], "every number opens its sentence"
    assert "签约额，差 392.04 亿元" in (out / "01-总览.svg").read_text("utf-8")


def test_pictures_of_a_goal_name_their_documents(sample: Path) -> None:
    with open_current(sample) as con:
        found = album.gather(con, album.Scope(date(2024, 5, 31), "二七区", 2024), Look(), 3)
    goals = [picture for picture in found.pictures if picture.goal is not None]
    assert found.left_out > 0 and len(goals) == 3
    words = [text for picture in goals for text in outlines.texts(picture.drawing.text)]
    assert any(re.search(r"来源：.+（\d{4}-\d\d-\d\d.*） · 快照 ", text) for text in words)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format", "gif"], "unknown format gif"),
        (["--format", ","], "unknown format"),
        (["--org", "不存在"], "不存在"),
        (["--as-of", "yesterday"], "as-of"),
        (["--data", "nowhere"], "nowhere"),
        (["--goals", "-1"], "goals"),
    ],
)
def test_wrong_usage_is_one_sentence(
    arguments: list[str], sentence: str, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--data", str(sample), "--out", str(tmp_path / "out"), *arguments) == 2
    error = capsys.readouterr().err
    assert sentence in error and len(error.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_no_snapshot_needs_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--data", str(tmp_path), "--out", str(tmp_path / "out")) == 1
    assert "no snapshot" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_wrong_usage(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert run("--data", str(sample), "--out", str(tmp_path / "file" / "out"), "--format", "csv") == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_one_picture_that_fails_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: object, **__: object) -> alt.LayerChart:
        raise export.ExportError("drawing_failed", reason="测试")

    monkeypatch.setattr(charts, "lead_bars", failing)
    status = run(
        "--data", str(sample), "--out", str(tmp_path), "--goals", "0", "--format", "svg", "--as-of", "2024-05-31"
    )
    assert status == 1
    assert "02-差距-领先与落后" in capsys.readouterr().err
    assert (tmp_path / "03-差距-金额.svg").exists()
