"""Words that people adopt: written to the vocabulary where they are read, and nowhere else."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from etl import judgement
from etl.build import assemble
from etl.check import check
from etl.judgement import carrying_out
from etl.model import VocabularyError
from etl.vocabulary import SHIPPED, MetricEntry, load_vocabulary
from tests.judged import LI, phrase, queue, rivals, said, undo


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two rival plans, a report, and figures that no goal or entry knows."""
    return rivals(tmp_path_factory.mktemp("built"))


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "data"))


def test_an_adopted_alias_is_read_as_its_metric(data: Path) -> None:
    metric_id, name = phrase(data)
    entries = judgement.choices(load_vocabulary(data), name, "个")
    entry_id = next(entry.id for entry in entries[:3] if entry.name == "新签约项目数")
    words = judgement.demand_alias(data, name, entry_id, "截至5月15日，全区云上签约项目14个。")
    adoption = judgement.adoption(metric_id, name, entry_id, LI, "同一口径", alias=True)
    judgement.carry_out(data, adoption, words=words)
    assert ("metric", name) not in queue(data)
    assert said(data, "新签约项目数", "14个")["known"]
    kept = (data / "vocabulary" / "metrics.toml").read_text("utf-8")
    shipped = (SHIPPED / "vocabulary" / "metrics.toml").read_text("utf-8")
    assert comments(kept) == comments(shipped), "comments stay"
    assert [line for line in shipped.splitlines() if line not in kept.splitlines()] != []
    assert not [finding.message for finding in check(data) if finding.is_fault]
    undo(data)
    assert ("metric", name) in queue(data)
    assert tomllib.loads((data / "vocabulary" / "metrics.toml").read_text("utf-8")) == tomllib.loads(shipped)


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def test_an_adopted_phrase_becomes_a_metric(data: Path) -> None:
    entry = MetricEntry(id="invited", name="邀请企业数", unit="家", theme="招商引资")
    words = judgement.demand_metric(data, entry, "今年以来，全区邀请企业720余家。")
    adoption = judgement.adoption("=邀请企业数|家", "邀请企业数", "invited", LI, "每月通报", alias=False)
    judgement.carry_out(data, adoption, words=words)
    row = said(data, "邀请企业数", "720余家")
    assert (row["metric_id"], row["known"], row["theme"]) == ("invited", True, "招商引资")
    assert not [finding.message for finding in check(data) if finding.is_fault]
    text = (data / "vocabulary" / "metrics.toml").read_text("utf-8")
    assert text.rstrip().endswith('examples = ["今年以来，全区邀请企业720余家。"]')
    undo(data)
    assert not said(data, "邀请企业数", "720余家")["known"]
    assert all(finding.is_fault is False for finding in check(data))


def test_words_that_do_not_work_are_not_written(data: Path) -> None:
    unread = MetricEntry(id="invited", name="邀请企业数", unit="家", theme="招商引资")
    with pytest.raises(VocabularyError, match="“邀请企业数” is not read from its example"):
        judgement.demand_metric(data, unread, "会议召开。")
    with pytest.raises(VocabularyError, match="“签约额” already names a metric"):
        judgement.demand_metric(data, unread.model_copy(update={"name": "签约额"}), "签约额5亿元。")
    with pytest.raises(VocabularyError, match="there is no metric with the id nothing"):
        judgement.demand_alias(data, "邀请企业", "nothing", "邀请企业5家。")
    with pytest.raises(VocabularyError, match=r"metrics\.toml would not be valid"):
        carrying_out.rewrite(data, lambda text: text + "\n[[metric]]\nid =")
    shipped = (SHIPPED / "vocabulary" / "metrics.toml").read_text("utf-8")
    assert (data / "vocabulary" / "metrics.toml").read_text("utf-8") == shipped


def test_a_phrase_may_stay_as_it_is(data: Path) -> None:
    metric_id, name = phrase(data)
    judgement.carry_out(data, judgement.keeping(metric_id, name, LI))
    assert ("metric", name) not in queue(data)
    assert assemble(data).stale == ()
