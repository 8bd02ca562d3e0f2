"""The bulletins that ship: each has a sidecar, is dated within 2024, and is in words of its own."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "documents"
SEEDS = ROOT.parent / "shared" / "seeds"
BULLETINS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".txt", ".md"})
SIDECAR_KEYS = {"title", "publisher", "published_on", "url", "org"}

LONGEST_SHARED = 15  # characters that a bulletin may have in common with a seed, names and numbers aside

# Proper names, which two texts on one subject share of necessity.
NAMES = (
    "二七经开区",
    "二七区",
    "郑州市",
    "区党政",
    "二七投控",
    "数科集团",
    "任吉食品",
    "致欧科技",
    "大有农业微生物创新产业园",
    "中原新能源科技产业园",
    "郑州中视数据中心",
    "中部数字科创城",
    "海王“中药谷”智能制造平台",
    "康师傅饮品北方区域研发总部",
    "杉杉奥特莱斯广场二七店",
    "中央商务区指挥部",
    "政务服务大厅",
    "产业发展暨招商引资大会",
    "长三角、珠三角、粤港澳大湾区",
    "双轮驱动",
    "二七帮·易企办",
    "免证可办",
    "跨省通办",
    "容缺受理+告知承诺",
)
NUMBER_PHRASE = re.compile(r"[\d.]+[余多]?[万亿]?(?:平方米|元|亩|吨|个|次|家|套|项|人|%|年|月|日)?(?:以上|以内|左右)?")


def bare(text: str) -> str:
    """Return the words of a text: names, number phrases, spaces and punctuation taken out."""
    for name in NAMES:
        text = text.replace(name, "")
    return re.sub(r"[\W_]", "", NUMBER_PHRASE.sub("", text))


def shared_runs(text: str, other: str, size: int) -> list[str]:
    """Return the stretches of `size` characters of `text` that stand in `other` as well."""
    theirs = {other[i : i + size] for i in range(len(other) - size + 1)}
    return [text[i : i + size] for i in range(len(text) - size + 1) if text[i : i + size] in theirs]


def sidecar(path: Path) -> dict[str, object]:
    return tomllib.loads(path.with_name(path.name + ".toml").read_text("utf-8"))


def test_there_are_ten_to_twelve_bulletins_and_a_few_of_each_format() -> None:
    assert 10 <= len(BULLETINS) <= 12
    assert {path.suffix for path in BULLETINS} == {".txt", ".md"}


@pytest.mark.parametrize("path", BULLETINS, ids=lambda path: path.name)
def test_sidecar_says_what_when_and_whose(path: Path) -> None:
    keys = sidecar(path)
    assert {"title", "publisher", "published_on"} <= set(keys) <= SIDECAR_KEYS
    published = keys["published_on"]
    assert isinstance(published, date)
    assert published.year == 2024
    assert path.name.startswith(published.isoformat()), "a file's name begins with the day it was published"
    assert path.name.isascii(), "names survive any archive"


def test_no_sidecar_without_its_bulletin() -> None:
    orphans = [path.name for path in FOLDER.glob("*.toml") if not path.with_suffix("").exists()]
    assert orphans == []


def test_the_check_finds_a_copied_sentence() -> None:
    copied = "会议强调，要把握重点，明确招引方向，立足全区产业规划谋篇布局。"
    longer = f"前言。{copied}后记。"
    assert shared_runs(bare(copied), bare(longer), LONGEST_SHARED + 1)
    assert not shared_runs(bare("签约额107.96亿元。"), bare("签约额107.96亿元。"), LONGEST_SHARED + 1)


@pytest.mark.parametrize("path", BULLETINS, ids=lambda path: path.name)
def test_words_are_our_own(path: Path) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seeds are not beside the project")
    text = bare(path.read_text("utf-8"))
    for seed in sorted(SEEDS.glob("*.txt")):
        assert shared_runs(text, bare(seed.read_text("utf-8")), LONGEST_SHARED + 1) == [], seed.name
