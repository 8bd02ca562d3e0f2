"""Whose measure a number is: 产值 of what was counted before it, 利润 of a kind of owners, money done on works."""

from __future__ import annotations

import re

from etl.extract.fitting import CURRENCIES
from etl.extract.inheritance import inherited
from etl.extract.lists import measured_end
from etl.extract.phrases import noun_phrase
from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

AMOUNTS = frozenset({"吨", "标箱", "人次", "千瓦时", "立方米", "件", "人", "辆", "台"})
LENGTHS = frozenset({"长度", "总长度", "总里程"})
LONG_THINGS = frozenset({"条", "段", "座", "处", "个"})
TASK_ALONE = pattern_of(
    r"^(?:(?:年度|全年|今年|总体|总)(?:目标|任务|计划)(?:任务|数|值)?|(?:目标|任务)(?:任务|数|值))(?:为|是|：)?$"
)
DOES = pattern_of(r"开展|实施|组织|推进|办理|举办")
DID = pattern_of(r"(?:完成|实现|达到?)(?:了|约|近|超)?$")
DONE_ALONE = pattern_of(r"^[，、；\s]*(?:已|共|累计|预计|计划|需|将|全年)*(?:完成|投入)(?:了|约|近|超|超过|过)*$")


def of_owners(scene: Scene, reading: Reading, left: str) -> str:
    """利润总额11亿元。其中，国有企业8亿元: money of a kind of owners is what was told before of all of them."""
    money = reading.quantity.unit in CURRENCIES and left.endswith(scene.lexicon.listed("owners"))
    part = scene.text.startswith("其中") and reading.quantity.unit in AMOUNTS and DID.search(reading.left)
    if not (money or part) or left in scene.lexicon.names or measured_end(left, scene.lexicon):
        return left
    whole = inherited(scene, reading, same_unit=True) or (scene.before_head if "其中" in scene.text[:4] else "")
    known = next((whole[at:] for at in range(len(whole)) if whole[at:] in scene.lexicon.names), whole)
    if not measured_end(known, scene.lexicon) or known.startswith(left):
        return left
    shared = next((n for n in (4, 3, 2) if left.endswith(known[:n])), 0)  # 沿海港口 + 港口吞吐量
    return left + known[shared:]


def with_owner(scene: Scene, reading: Reading, head: str) -> str:
    """林下经济面积达260万亩、产值达130亿元: a bare 产值 is of what the number before it is of.

    66家规上工业企业累计实现产值84亿元: or of the things counted before it.
    """
    if not reading.index:
        return head
    before = scene.readings[reading.index - 1]
    if before.clause == reading.clause and before.background == "subject-count":
        things = re.split("累计|共|实现|完成|全年|今年|达到|合计", before.right)[0]
        return things + head
    owner = before.heads[0].removesuffix("数") if before.heads else ""
    if (
        head in scene.lexicon.listed("owned_measures")
        and before.clause == reading.clause
        and not before.background
        and owner.endswith(scene.lexicon.listed("owners"))
    ):
        return owner + head
    owner = re.sub("(?:播种|种植|养殖)面积$", "面积", owner)
    if head in scene.lexicon.names:
        return head
    for generic in sorted(scene.lexicon.listed("bare_measures"), key=len, reverse=True):
        if owner.endswith(generic) and len(owner) > len(generic) and not before.background:
            return owner[: -len(generic)] + head
    return head


def task_before(scene: Scene, reading: Reading) -> str:
    """开展“两癌”筛查，年度任务13万人: a bare task is of what the clause before says is done."""
    clause = reading.clause - 1
    counted = any(earlier.clause == clause for earlier in scene.readings[: reading.index])
    if clause < 0 or counted or not TASK_ALONE.search(reading.left.strip()):
        return ""
    act = DOES.split(scene.without_periods(scene.starts[clause], scene.stops[clause]))[-1]
    return noun_phrase(act, scene, reading.organisation)


def length_of(scene: Scene, reading: Reading, head: str) -> str:
    """治理河流26条、长度420公里: a bare length is of what the number before it counts."""
    if not reading.index:
        return head
    before = scene.readings[reading.index - 1]
    things = before.heads[0].removesuffix("数") if before.heads and not before.background else ""
    return things + head if things and before.quantity.unit in LONG_THINGS else head


def spent_on_these(before: Reading, reading: Reading) -> bool:
    """产业类项目21个，完成44.3亿元: money that was done on the works counted before it."""
    if reading.quantity.unit != "元" and not (reading.quantity.value_unit and not reading.quantity.unit):
        return False
    works = bool(before.heads) and before.heads[0].removesuffix("数").endswith(("项目", "工程"))
    return works and not before.background and bool(DONE_ALONE.search(reading.left))
