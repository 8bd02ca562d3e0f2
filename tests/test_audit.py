"""The checks of the data: each finds what it is for, and is silent where all is well."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl.audit import check
from etl.build import build
from etl.vocabulary import load_vocabulary, vocabulary_folder
from tests.test_build import GOALS, REPORT, put


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which all is well."""
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    put(tmp_path, "report.md", REPORT, "2024-05-15")
    return tmp_path


def messages(data: Path) -> list[str]:
    """Return what was found about the documents, not about the words that ship."""
    return [finding.message for finding in check(data) if ".toml, " not in finding.message]


def test_all_is_well(data: Path) -> None:
    assert messages(data) == []


def test_a_total_that_falls_is_noted(data: Path) -> None:
    put(data, "later.md", REPORT.replace("107.96亿元", "98亿元"), "2024-06-20")
    assert messages(data) == ["later.md: '签约额98亿元': 98亿元 by 2024-06-20 is less than 107.96亿元 by 2024-05-15"]


def test_a_result_many_times_its_target_is_noted(data: Path) -> None:
    put(data, "report.md", REPORT.replace("107.96亿元", "107960亿元"), "2024-05-15")
    assert messages(data) == ["report.md: '签约额107960亿元': more than 20 times its target"]


def test_a_document_without_a_day_is_noted(data: Path) -> None:
    put(data, "undated.txt", "会议召开，气氛热烈。")
    assert messages(data) == ["undated.txt: the day of publication is not known; a sidecar can state it"]


def test_a_result_ahead_of_its_report_is_noted(data: Path) -> None:
    put(data, "report.md", REPORT.replace("今年以来，", "截至6月底，"), "2024-05-15")
    assert all("counts up to 2024-06-30, after it was published" in message for message in messages(data))
    assert messages(data)


def test_a_lost_snapshot_is_a_fault(data: Path) -> None:
    build(data)
    (data / "current").write_text("nonsense", "utf-8")
    (warning,) = [finding for finding in check(data) if "names no snapshot" in finding.message]
    assert warning.is_fault


def test_an_example_that_is_no_longer_read_is_a_fault(data: Path) -> None:
    shutil.copytree(vocabulary_folder(), data / "vocabulary")
    with (data / "vocabulary" / "metrics.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[metric]]\nid = "trees"\nname = "新增行道树"\nunit = "棵"\ntheme = "城"\nexamples = ["签约60亿元。"]\n'
        )
    faults = [finding.message for finding in check(data) if finding.is_fault]
    assert "metrics.toml, 新增行道树: not read from its example 签约60亿元。" in faults
    assert load_vocabulary(data) != load_vocabulary()
