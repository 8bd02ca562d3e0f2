"""Investments of groups of works: 省市重点项目 … 完成投资 is 省市重点项目完成投资, a metric of its own."""

from __future__ import annotations

import re

from etl.extract.phrases import noun_phrase
from etl.extract.scene import Reading, Scene
from etl.model import Metric
from etl.patterns import pattern_of
from etl.vocabulary import MetricEntry

TOPIC = pattern_of(
    r"(?:^|[，。；])(?:今年)?(?:实施的|推进的|建设的)?(?P<name>[^，。；]{3,40}?)(?:总投资|全长|投资概算|概算总投资)"
)
SPENT_ON = pattern_of(
    r"(?:以上|左右)?(?:全部)?(?:用于|(?:实施|推进|建设|开展)\d*[个项]?)(?P<what>[一-鿿“”]{2,14}?)(?=[，。；、]|$)"
)
UNFINISHED = pattern_of(r"(?:年度|全年|今年|计划|已|累计|共|将|力争)+$")
BEFORE_A_GROUP = pattern_of(r"^(?:在建|全市|全区|全省|全县|推进|列入|优化|实施|抓好|加快|共|今年)+")
NO_GROUP = ("在建项目", "在建工程")
"""Without its first word there is no group left."""
STAGES_ALONE = ("开工项目", "竣工项目", "投产项目", "签约项目", "落地项目")
"""开工62个，完成投资27亿元: what was begun is no group that money is counted for."""
POINTED_AT = ("上述", "这些")


def investment_in(scene: Scene, reading: Reading, entry: MetricEntry, prefix: str) -> Metric | None:
    """Put the group of works before an investment: 省市重点建设项目 + 年度计划投资 -> 省市重点项目完成投资."""
    spent_on = SPENT_ON.match(reading.rest)
    group = prefix.strip("的") or (spent_on["what"] if spent_on else group_before(scene, reading))
    if (
        not group
        and reading.kind == "actual"
        and scene.lexicon.affixes["openers"].trim_left(reading.heads[0]) == "投资"
    ):
        return None
    group = group.replace("建设项目", "项目").removeprefix("推进")
    group = group if group in NO_GROUP else group.removeprefix("在建")
    group = UNFINISHED.sub("", group)
    total = reading.period is not None and reading.period.start is None
    name = group + ("累计" if total else "") + entry.name
    if not group and reading.kind == "target" and "计划" in reading.heads[0]:
        name = "年度计划投资"
    if not group:
        return Metric(entry.id, name, entry.unit, entry.better, entry.accumulates, entry.theme, True)
    return Metric(f"{group}+{entry.id}", name, entry.unit, entry.better, entry.accumulates, entry.theme, True)


def group_before(scene: Scene, reading: Reading) -> str:
    """重大项目309个，一季度完成投资107亿元: the group of works that an investment is said of."""
    topic = TOPIC.search(re.split("[；;]", scene.text[: reading.quantity.start])[-1])
    if topic and not any(r.quantity.text in topic["name"] for r in scene.readings[: reading.index]):
        return noun_phrase(topic["name"], scene, reading.organisation)
    counted = _counted_before(scene, reading)
    if counted:
        return counted
    for text in (scene.text[: reading.quantity.start], scene.sentence.lead[-200:]):
        groups = scene.lexicon.group_of_works.finditer(text)
        found = [m for m in groups if text[max(0, m.start() - 2) : m.start()] not in POINTED_AT]
        if found:
            return BEFORE_A_GROUP.sub("", found[-1].group())
    return ""


def _counted_before(scene: Scene, reading: Reading) -> str:
    """储备项目18项，总投资8亿元，年度计划投资3亿元: the works counted since the last semicolon, if of one kind.

    Of 安排项目94个，其中新开工43个 the investment is of the whole; after 其中： each kind has its own.
    """
    text = scene.text[: reading.quantity.start]
    floor = max(text.rfind(mark) for mark in ("；", ";", "：", ":"))
    parts = text.find("其中", floor + 1)
    stop = parts if parts >= 0 else len(text)
    counted = [
        r.heads[0].removesuffix("数")
        for r in scene.readings[: reading.index]
        if floor < r.quantity.start < stop and r.shape in {"level", "count"} and r.heads
    ]
    works = [head for head in counted if head.endswith(("项目", "工程")) and head not in STAGES_ALONE]
    if len(works) != 1:
        return ""
    named = [m for m in scene.lexicon.group_of_works.finditer(works[0]) if m.end() == len(works[0])]
    of_place = bool(named) and works[0][: named[0].start()] in {"市", "区", "县"}
    group = works[0] if of_place else BEFORE_A_GROUP.sub("", named[0].group() if named else works[0])
    return works[0] if group in {"项目", "工程"} else group
